package dev.deucalion.promql.engine;

import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.exec.Annotations;
import dev.deucalion.promql.exec.OperatorBuilder;
import dev.deucalion.promql.exec.QueryContext;
import dev.deucalion.promql.exec.QueryLimits;
import dev.deucalion.promql.exec.RangeVector;
import dev.deucalion.promql.exec.ResultReader;
import dev.deucalion.promql.exec.Selections;
import dev.deucalion.promql.exec.VectorOperator;
import dev.deucalion.promql.kernel.StepGrid;
import dev.deucalion.promql.parser.DeepStack;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The engine. A query runs on the thread of its caller, which may be interrupted to end it, and
 * waits there for its turn when too many run. Only one that is nested hundreds of levels deep runs
 * on a thread of its own, for which the caller waits.
 */
public final class PromqlEngine implements QueryEngine {
  private final EngineOptions options;
  private final LongSupplier nanoTime;
  private final ParserOptions parserOptions;
  private final Semaphore turns;
  private final EngineCounters counters;
  private volatile long defaultStepMs;

  public PromqlEngine(EngineOptions options) {
    this(options, System::nanoTime);
  }

  /**
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  public PromqlEngine(EngineOptions options, LongSupplier nanoTime) {
    this(
        options,
        options.experimentalFunctions()
            ? ParserOptions.DEFAULTS.withFeatures(
                EnumSet.of(ParserOptions.Feature.EXPERIMENTAL_FUNCTIONS))
            : ParserOptions.DEFAULTS,
        nanoTime);
  }

  /**
   * @param parserOptions which parts of the language are allowed, in place of {@link
   *     EngineOptions#experimentalFunctions}
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  public PromqlEngine(EngineOptions options, ParserOptions parserOptions, LongSupplier nanoTime) {
    this.options = options;
    this.nanoTime = nanoTime;
    this.parserOptions = parserOptions;
    this.turns = new Semaphore(options.maxConcurrency(), true);
    this.counters = new EngineCounters(nanoTime);
    this.defaultStepMs = options.defaultStepMs();
  }

  /** Sets the step of subqueries that name none, in milliseconds, for queries that begin later. */
  public void setDefaultStepMs(long stepMs) {
    defaultStepMs = stepMs;
  }

  /** What the engine has done so far. */
  public EngineStats stats() {
    return counters.read(options.maxConcurrency());
  }

  /** One query as far as it does not matter what its expression is. */
  private record Request(
      String text, QueryOptions options, long startMs, long endMs, long stepMs) {}

  /** Builds the operators of a query, whose selectors then run. */
  @FunctionalInterface
  private interface Plan {
    Evaluation build(OperatorBuilder builder);
  }

  /** Pulls the operators. */
  @FunctionalInterface
  private interface Evaluation {
    QueryValue evaluate(ResultReader reader);
  }

  @Override
  public QueryResult instant(Queryable storage, InstantQuery query) {
    Expr expr = OperatorBuilder.unwrap(PromqlParser.parse(query.expr(), parserOptions));
    long timeMs = query.timeMs();
    Request request = new Request(query.expr(), query.options(), timeMs, timeMs, 0);
    return onDeepStack(
        expr, () -> run(storage, request, builder -> instantPlan(expr, timeMs, builder)));
  }

  private static QueryResult onDeepStack(Expr expr, Callable<QueryResult> query) {
    try {
      return DeepStack.call(ExprDepth.of(expr), query);
    } catch (StackOverflowError e) {
      throw new QueryException(
          QueryException.Kind.EXECUTION, "query is nested too deeply to be evaluated");
    }
  }

  private static Evaluation instantPlan(Expr expr, long timeMs, OperatorBuilder builder) {
    StepGrid grid = StepGrid.instant(timeMs);
    if (expr instanceof StringLiteral literal) {
      return reader -> new QueryValue.Str(timeMs, literal.value());
    }
    if (expr.type() == ValueType.MATRIX) {
      RangeVector range = builder.range(expr, grid);
      return reader -> reader.samples(range);
    }
    VectorOperator vector = builder.vector(expr, grid);
    return expr.type() == ValueType.SCALAR
        ? reader -> reader.scalar(vector, timeMs)
        : reader -> reader.vector(vector, timeMs);
  }

  @Override
  public QueryResult range(Queryable storage, RangeQuery query) {
    Expr expr = PromqlParser.parse(query.expr(), parserOptions);
    if (expr.type() != ValueType.VECTOR && expr.type() != ValueType.SCALAR) {
      throw new QueryException(
          QueryException.Kind.INVALID_QUERY,
          "invalid expression type \"%s\" for range query, must be Scalar or instant Vector"
              .formatted(expr.type().documentedName()));
    }
    Request request =
        new Request(query.expr(), query.options(), query.startMs(), query.endMs(), query.stepMs());
    StepGrid grid = StepGrid.range(query.startMs(), query.endMs(), query.stepMs());
    return onDeepStack(
        expr, () -> run(storage, request, builder -> rangePlan(expr, grid, builder)));
  }

  private static Evaluation rangePlan(Expr expr, StepGrid grid, OperatorBuilder builder) {
    VectorOperator vector = builder.vector(expr, grid);
    return reader -> reader.matrix(vector, grid);
  }

  private QueryResult run(Queryable storage, Request request, Plan plan) {
    Stopwatch clock = new Stopwatch(nanoTime);
    long wantedMs = request.options().timeoutMs();
    long timeoutMs = wantedMs > 0 ? Math.min(wantedMs, options.timeoutMs()) : options.timeoutMs();
    long timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    awaitTurn(timeoutNanos);
    long queueNanos = clock.lap();
    counters.began(queueNanos);
    QueryLimits limits =
        new QueryLimits(nanoTime, clock.startNanos() + timeoutNanos, options.maxSamples());
    try {
      return evaluate(storage, request, plan, limits, clock, queueNanos);
    } catch (UncheckedIOException e) {
      throw new QueryException(QueryException.Kind.STORAGE, "expanding series: " + e.getMessage());
    } finally {
      counters.ended(limits.totalSamples());
      turns.release();
    }
  }

  private void awaitTurn(long timeoutNanos) {
    try {
      if (!turns.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS)) {
        throw new QueryException(QueryException.Kind.TIMEOUT, "query timed out in query queue");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryException(QueryException.Kind.CANCELED, "query was canceled in query queue");
    }
  }

  private QueryResult evaluate(
      Queryable storage,
      Request request,
      Plan plan,
      QueryLimits limits,
      Stopwatch clock,
      long queueNanos) {
    limits.checkpoint();
    Annotations annotations = new Annotations();
    Selections selections = new Selections();
    long lookbackMs = request.options().lookbackMs();
    Evaluation evaluation =
        plan.build(
            new OperatorBuilder(
                new QueryContext(
                    request.startMs(),
                    request.endMs(),
                    request.stepMs(),
                    lookbackMs > 0 ? lookbackMs : options.lookbackMs(),
                    defaultStepMs,
                    limits,
                    annotations,
                    selections)));
    ResultReader reader = new ResultReader(limits);
    long prepareNanos;
    QueryValue value;
    if (selections.isEmpty()) {
      prepareNanos = clock.lap();
      value = evaluation.evaluate(reader);
    } else {
      try (Querier querier = storage.querier(selections.minTimeMs(), selections.maxTimeMs())) {
        selections.run(querier);
        prepareNanos = clock.lap();
        value = evaluation.evaluate(reader);
      }
    }
    long evalNanos = clock.lap();
    QueryValue sorted = sorted(value);
    long sortNanos = clock.lap();
    counters.prepared(prepareNanos);
    counters.evaluated(evalNanos);
    counters.sorted(sortNanos);
    return new QueryResult(
        sorted,
        annotations.warnings(request.text()),
        annotations.infos(request.text()),
        new QueryStats(
            clock.total() - queueNanos,
            sortNanos,
            prepareNanos,
            evalNanos,
            queueNanos,
            clock.total(),
            limits.totalSamples(),
            limits.peakSamples()));
  }

  /** Series of a matrix by their labels; other values as they are. */
  private static QueryValue sorted(QueryValue value) {
    return value instanceof QueryValue.Matrix matrix
        ? new QueryValue.Matrix(
            matrix.series().stream()
                .sorted(Comparator.comparing(QueryValue.Series::labels))
                .toList())
        : value;
  }
}
