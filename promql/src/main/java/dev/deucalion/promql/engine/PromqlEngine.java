package dev.deucalion.promql.engine;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.engine.EngineOptions.Feature;
import dev.deucalion.promql.engine.RunningQuery.Request;
import dev.deucalion.promql.exec.Annotations;
import dev.deucalion.promql.exec.CounterHint;
import dev.deucalion.promql.exec.MemoryBudget;
import dev.deucalion.promql.exec.NameRemoval;
import dev.deucalion.promql.exec.OperatorBuilder;
import dev.deucalion.promql.exec.QueryContext;
import dev.deucalion.promql.exec.QueryLimits;
import dev.deucalion.promql.exec.QueryMemory;
import dev.deucalion.promql.exec.QueryProfile;
import dev.deucalion.promql.exec.RangeVector;
import dev.deucalion.promql.exec.SampleTally;
import dev.deucalion.promql.exec.Selections;
import dev.deucalion.promql.exec.Shards;
import dev.deucalion.promql.exec.VectorOperator;
import dev.deucalion.promql.kernel.StepGrid;
import dev.deucalion.promql.parser.DeepStack;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.plan.LogicalPlan;
import dev.deucalion.promql.plan.Planner;
import dev.deucalion.promql.shard.WorkPool;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.ReadGuard;
import dev.deucalion.storage.ReadWarnings;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine. A query runs on the thread of its caller, which may be interrupted to end it, and
 * waits there for its turn when too many run. Only one that is nested hundreds of levels deep runs
 * on a thread of its own, for which the caller waits.
 */
public final class PromqlEngine implements QueryEngine {
  private final EngineOptions options;
  private final LongSupplier nanoTime;
  private final PreparedQueries prepared;
  private final QueryQueue queue;
  private final MemoryBudget memory;
  private final EngineCounters counters;
  private final WorkPool pool;
  private final Planner planner;
  private final List<QueryListener> listeners = new CopyOnWriteArrayList<>();
  private volatile long defaultStepMs;

  /** An engine by the system's clock. */
  public PromqlEngine(EngineOptions options) {
    this(options, System::nanoTime);
  }

  /**
   * An engine by another clock.
   *
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  public PromqlEngine(EngineOptions options, LongSupplier nanoTime) {
    this(
        options,
        options.has(Feature.EXPERIMENTAL_FUNCTIONS)
            ? ParserOptions.DEFAULTS.withFeatures(
                EnumSet.of(ParserOptions.Feature.EXPERIMENTAL_FUNCTIONS))
            : ParserOptions.DEFAULTS,
        nanoTime);
  }

  /**
   * An engine by another clock that reads another grammar.
   *
   * @param parserOptions which parts of the language are allowed, in place of {@link
   *     Feature#EXPERIMENTAL_FUNCTIONS}
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  public PromqlEngine(EngineOptions options, ParserOptions parserOptions, LongSupplier nanoTime) {
    this(options, parserOptions, Planner.ALL, nanoTime);
  }

  /** With other rewrites than usual. */
  PromqlEngine(
      EngineOptions options, ParserOptions parserOptions, Planner planner, LongSupplier nanoTime) {
    this.planner = planner;
    this.options = options;
    this.nanoTime = nanoTime;
    this.prepared = new PreparedQueries(parserOptions);
    this.queue = new QueryQueue(options.maxConcurrency(), nanoTime);
    this.memory = new MemoryBudget(options.memory().totalBytes(), options.memory().room());
    this.counters = new EngineCounters(nanoTime);
    this.pool = new WorkPool(options.sharding().threads());
    this.defaultStepMs = options.defaultStepMs();
  }

  /** Sets the step of subqueries that name none, in milliseconds, for queries that begin later. */
  public void setDefaultStepMs(long stepMs) {
    defaultStepMs = stepMs;
  }

  /** What the engine has done so far. */
  public EngineStats stats() {
    return counters.read(options.maxConcurrency(), memory, pool);
  }

  /** Has a listener hear of queries that begin later. */
  public void addListener(QueryListener listener) {
    listeners.add(listener);
  }

  /** The queries that run or wait for their turn, the one that came first in front. */
  public List<RunningQuery> running() {
    return queue.known();
  }

  /** Has a query end soon as canceled; returns whether there is one of this id. */
  public boolean cancel(long id) {
    return queue.cancel(id);
  }

  /** Builds the operators of a query, whose selectors then run. */
  @FunctionalInterface
  private interface Plan {
    Evaluation build(Expr expr, OperatorBuilder builder);
  }

  /** Pulls the operators. */
  @FunctionalInterface
  private interface Evaluation {
    QueryValue evaluate(ResultReader reader);
  }

  @Override
  public QueryResult instant(Queryable storage, InstantQuery query) {
    PreparedQuery known = prepared.of(query.expr());
    long timeMs = query.timeMs();
    Request request = new Request(query.expr(), query.options(), timeMs, timeMs, 0);
    return onDeepStack(
        known,
        () ->
            run(
                storage,
                request,
                known,
                (planned, builder) ->
                    instantPlan(OperatorBuilder.unwrap(planned), timeMs, builder)));
  }

  private static QueryResult onDeepStack(PreparedQuery known, Supplier<QueryResult> query) {
    try {
      return DeepStack.call(known.depth(), query);
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
      RangeVector range = builder.samples(expr, grid);
      return reader -> reader.samples(range);
    }
    VectorOperator vector = builder.outermost(expr, grid);
    return expr.type() == ValueType.SCALAR
        ? reader -> reader.scalar(vector, timeMs)
        : reader -> reader.vector(vector, timeMs);
  }

  @Override
  public QueryResult range(Queryable storage, RangeQuery query) {
    PreparedQuery known = prepared.of(query.expr());
    Expr expr = known.expr();
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
        known,
        () ->
            run(storage, request, known, (planned, builder) -> rangePlan(planned, grid, builder)));
  }

  @Override
  public <T> T read(Function<ReadGuard.Limits, T> read) {
    return readUntil(deadlineOfRead(), read);
  }

  @Override
  public <T> T readAfter(QueryProfile measured, Function<ReadGuard.Limits, T> read) {
    return readUntil(measured.deadlineNanos().orElseGet(this::deadlineOfRead), read);
  }

  private long deadlineOfRead() {
    return nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(options.timeoutMs());
  }

  private <T> T readUntil(long deadlineNanos, Function<ReadGuard.Limits, T> read) {
    try (QueryLimits limits = limits(deadlineNanos)) {
      return ReadGuard.call(limits, () -> read.apply(limits));
    } catch (UncheckedIOException e) {
      throw new QueryException(QueryException.Kind.EXECUTION, String.valueOf(e.getMessage()));
    } catch (InternalError e) {
      // So the JVM says that it met a fault in a mapped file.
      throw new QueryException(QueryException.Kind.EXECUTION, "cannot read: " + e.getMessage());
    }
  }

  private QueryLimits limits(long deadlineNanos) {
    return new QueryLimits(
        nanoTime,
        deadlineNanos,
        options.maxSamples(),
        new QueryMemory(options.memory().queryBytes(), memory));
  }

  private static Evaluation rangePlan(Expr expr, StepGrid grid, OperatorBuilder builder) {
    VectorOperator vector = builder.outermost(expr, grid);
    return reader -> reader.matrix(vector, grid);
  }

  private QueryResult run(Queryable storage, Request request, PreparedQuery known, Plan plan) {
    QueryClock clock = new QueryClock(nanoTime);
    long wantedMs = request.options().timeoutMs();
    long timeoutMs = wantedMs > 0 ? Math.min(wantedMs, options.timeoutMs()) : options.timeoutMs();
    long timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    QueryLimits limits = limits(clock.startNanos() + timeoutNanos);
    QueryProfile profile = request.options().profile();
    if (profile != null) {
      profile.endBy(clock.startNanos() + timeoutNanos);
    }
    SampleTally tally = tally(request);
    RunningQuery query = queue.enter(request, limits, clock.startNanos());
    counters.began();
    QueryException failure = null;
    boolean kept = false;
    try {
      queue.awaitTurn(query, timeoutNanos);
      clock.queued();
      listeners.forEach(listener -> listener.started(query));
      QueryResult result = evaluate(storage, request, known, plan, limits, tally, clock);
      kept = keepAnswer(request.options().hold(), result.value(), limits.memory());
      return result;
    } catch (UncheckedIOException e) {
      failure =
          new QueryException(QueryException.Kind.STORAGE, "expanding series: " + e.getMessage());
      throw failure;
    } catch (InternalError e) {
      // So the JVM says that it met a fault in a mapped file.
      failure =
          new QueryException(
              QueryException.Kind.STORAGE, "expanding series: cannot read: " + e.getMessage());
      throw failure;
    } catch (QueryException e) {
      failure = e;
      throw e;
    } finally {
      QueryStats stats = clock.stats(limits, tally);
      if (!kept) {
        limits.close();
      }
      counters.ended(stats);
      // Before another query has the turn of this one, so that listeners never see too many.
      for (QueryListener listener : listeners) {
        listener.ended(query, stats, failure);
      }
      queue.leave(query);
    }
  }

  private SampleTally tally(Request request) {
    StepGrid grid =
        request.stepMs() == 0
            ? StepGrid.instant(request.startMs())
            : StepGrid.range(request.startMs(), request.endMs(), request.stepMs());
    return options.has(Feature.PER_STEP_STATS) && request.options().statsByStep()
        ? SampleTally.bySteps(grid)
        : SampleTally.of(grid);
  }

  private static boolean keepAnswer(
      @Nullable ResultHold hold, QueryValue answer, QueryMemory memory) {
    if (hold == null) {
      return false;
    }
    memory.shrinkTo(AnswerSize.bytes(answer));
    hold.keep(memory);
    return true;
  }

  private QueryResult evaluate(
      Queryable storage,
      Request request,
      PreparedQuery known,
      Plan plan,
      QueryLimits limits,
      SampleTally tally,
      QueryClock clock) {
    limits.checkpoint();
    LogicalPlan logical = known.plan(planner);
    Annotations annotations = new Annotations();
    Selections selections = new Selections();
    QueryProfile profile = request.options().profile();
    Shards shards =
        new Shards(pool, profile == null ? options.sharding().fromValues() : Long.MAX_VALUE);
    long lookbackMs = request.options().lookbackMs();
    Evaluation evaluation =
        plan.build(
            logical.expr(),
            new OperatorBuilder(
                new QueryContext(
                    request.startMs(),
                    request.endMs(),
                    request.stepMs(),
                    lookbackMs > 0 ? lookbackMs : options.lookbackMs(),
                    defaultStepMs,
                    options.has(Feature.TYPE_AND_UNIT_LABELS)
                        ? CounterHint.TYPE_LABEL
                        : CounterHint.NAME,
                    options.has(Feature.START_TIMESTAMPS),
                    options.has(Feature.DELAYED_NAME_REMOVAL)
                        ? NameRemoval.AT_THE_END
                        : NameRemoval.AT_ONCE,
                    limits,
                    tally,
                    annotations,
                    selections,
                    shards,
                    profile),
                logical));
    ResultReader reader = new ResultReader(limits, tally);
    List<String> storeWarnings = new ArrayList<>();
    QueryValue value;
    if (selections.isEmpty()) {
      clock.prepared();
      value = evaluation.evaluate(reader);
    } else {
      // Other threads end before what they read is closed.
      try (Querier querier = storage.querier(selections.minTimeMs(), selections.maxTimeMs());
          shards) {
        ReadWarnings.collect(
            storeWarnings::add,
            () -> {
              selections.run(querier, limits);
              return querier;
            });
        clock.prepared();
        value = evaluate(evaluation, reader, limits);
      }
    }
    tally.close();
    clock.evaluated();
    QueryValue sorted = sorted(value, limits);
    clock.sorted();
    storeWarnings.addAll(annotations.warnings(request.text()));
    return new QueryResult(
        sorted, storeWarnings, annotations.infos(request.text()), clock.stats(limits, tally));
  }

  /** Once evaluation has failed, the other threads that work on the query end soon, too. */
  private static QueryValue evaluate(
      Evaluation evaluation, ResultReader reader, QueryLimits limits) {
    boolean done = false;
    try {
      QueryValue value = evaluation.evaluate(reader);
      done = true;
      return value;
    } finally {
      if (!done) {
        limits.cancel();
      }
    }
  }

  /** Series of a matrix by their labels; other values as they are. */
  private static QueryValue sorted(QueryValue value, QueryLimits limits) {
    if (!(value instanceof QueryValue.Matrix matrix)) {
      return value;
    }
    List<QueryValue.Series> series = new ArrayList<>(matrix.series());
    series.sort(limits.checking(Comparator.comparing(QueryValue.Series::labels)));
    return new QueryValue.Matrix(series);
  }
}
