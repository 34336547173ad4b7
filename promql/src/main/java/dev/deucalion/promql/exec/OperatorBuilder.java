package dev.deucalion.promql.exec;

import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.AtModifier;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.BinaryOp;
import dev.deucalion.promql.ast.Call;
import dev.deucalion.promql.ast.DurationExpr;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.RangeMode;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.ast.UnaryExpr;
import dev.deucalion.promql.ast.VectorSelector;
import dev.deucalion.promql.kernel.StepGrid;
import dev.deucalion.promql.kernel.Windows;
import dev.deucalion.promql.plan.LogicalPlan;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns expressions into operators over a grid of steps, and registers their selectors with the
 * query's {@link Selections}. Expressions have passed the parser's type check.
 */
public final class OperatorBuilder {
  private final QueryContext context;
  private final RepeatedParts repeated;
  private final QueryLimits limits;
  private final Durations durations;
  private final HistogramDemand histograms = new HistogramDemand();
  private final FunctionBuilder functions;
  private final AggregateBuilder aggregates;
  private final BinaryBuilder binaries;

  /** Of the grid that operators are being built for. */
  private SampleTally tally;

  /** A builder of the operators of one plan. */
  public OperatorBuilder(QueryContext context, LogicalPlan plan) {
    this.context = context;
    this.tally = context.tally();
    this.repeated = new RepeatedParts(context, plan.repetitions());
    this.limits = context.limits();
    this.durations = new Durations(context);
    this.functions = new FunctionBuilder(context, this);
    this.aggregates = new AggregateBuilder(context, this);
    this.binaries = new BinaryBuilder(context, this);
  }

  /** What samples of the selectors that are being built are counted in. */
  SampleTally tally() {
    return tally;
  }

  /** Builds something whose samples are counted for themselves. */
  private <T> T counted(SampleTally part, Supplier<T> build) {
    SampleTally whole = tally;
    tally = part;
    try {
      return build.get();
    } finally {
      tally = whole;
    }
  }

  /** What is needed of the histograms of the selectors that are being built. */
  HistogramDemand histograms() {
    return histograms;
  }

  /** The expression without parentheses around it. */
  public static Expr unwrap(Expr expr) {
    Expr inner = expr;
    while (inner instanceof ParenExpr paren) {
      inner = paren.expr();
    }
    return inner;
  }

  /**
   * The operator of an instant vector or a scalar.
   *
   * @throws dev.deucalion.promql.QueryException when it cannot be evaluated
   */
  public VectorOperator vector(Expr expr, StepGrid grid) {
    QueryProfile profile = context.profile();
    return profile == null
        ? operator(expr, grid)
        : profile.vector(expr, limits, () -> operator(expr, grid));
  }

  private VectorOperator operator(Expr expr, StepGrid grid) {
    if (grid.count() > 1 && StepInvariance.isWorthwhile(expr)) {
      return counted(tally.spread(), () -> new SpreadOperator(limits, vector(expr, grid.first())));
    }
    VectorOperator reader =
        repeated.reader(expr, grid, histograms.isStatistics(), part -> alone(part, grid));
    return reader == null ? alone(expr, grid) : reader;
  }

  /** As if the expression stood nowhere else in the query. */
  private VectorOperator alone(Expr expr, StepGrid grid) {
    return switch (expr) {
      case NumberLiteral e -> ConstantOperator.of(grid, e.value());
      case ParenExpr e -> vector(e.expr(), grid);
      case UnaryExpr e -> unary(e, grid);
      case BinaryExpr e ->
          e.op() == BinaryOp.TRIM_LOWER || e.op() == BinaryOp.TRIM_UPPER
              ? histograms.buckets(() -> binaries.build(e, grid))
              : binaries.build(e, grid);
      case AggregateExpr e -> aggregates.build(e, grid);
      case Call e -> functions.build(e, grid);
      case VectorSelector e ->
          selector(
              e,
              grid,
              histograms.isStatistics()
                  ? InstantSelector.Result.STATISTICS
                  : InstantSelector.Result.VALUE);
      case MatrixSelector e -> throw notVector(e);
      case Subquery e -> throw notVector(e);
      case StringLiteral e -> throw notVector(e);
      case DurationExpr e -> throw notVector(e);
    };
  }

  /**
   * As {@link #vector}, for whoever reads all series and does not go series by series itself: they
   * are read by several threads.
   */
  public VectorOperator whole(Expr expr, StepGrid grid) {
    return whole(vector(expr, grid), grid);
  }

  /** As {@link #whole(Expr, StepGrid)}, of an operator that nobody else reads. */
  VectorOperator whole(VectorOperator vector, StepGrid grid) {
    return ShardedOperator.of(limits, context.shards(), vector, grid.count());
  }

  /** As {@link #whole}, for the outermost expression of a query. */
  public VectorOperator outermost(Expr expr, StepGrid grid) {
    VectorOperator vector = whole(expr, grid);
    return switch (context.names()) {
      case AT_ONCE -> vector;
      case AT_THE_END -> new LateNamesOperator(limits, vector, grid.count());
    };
  }

  private static IllegalArgumentException notVector(Expr expr) {
    return new IllegalArgumentException("neither vector nor scalar: " + expr);
  }

  /** The values of a scalar expression. */
  ScalarColumn scalar(Expr expr, StepGrid grid) {
    return new ScalarColumn(limits, vector(unwrap(expr), grid), grid.count());
  }

  private VectorOperator unary(UnaryExpr expr, StepGrid grid) {
    VectorOperator input = vector(expr.expr(), grid);
    return expr.negative()
        ? ElementwiseOperator.ofHistograms(input, NativeFunctions.negation(limits), context)
        : input;
  }

  /** An instant vector selector. */
  VectorOperator selector(VectorSelector expr, StepGrid grid, InstantSelector.Result result) {
    long offsetMs = durations.offsetMs(expr.offset());
    Long fixedMs = fixedMs(expr.at());
    if (expr.mode() == RangeMode.SMOOTHED && givesValues(result)) {
      Windows windows =
          windows(grid, context.lookbackMs(), offsetMs, fixedMs).widened(0, context.lookbackMs());
      return functions.smoothed(expr, selectedRange(expr, windows, histograms.detail()));
    }
    if (fixedMs != null && grid.count() > 1) {
      return counted(
          tally.spread(), () -> new SpreadOperator(limits, selector(expr, grid.first(), result)));
    }
    StepGrid lookup =
        new StepGrid(
            (fixedMs == null ? grid.startMs() : fixedMs) - offsetMs, grid.stepMs(), grid.count());
    Selections.Selection selection =
        context
            .selections()
            .add(expr.matchers(), lookup.startMs() - context.lookbackMs() + 1, lookup.lastMs());
    return new InstantSelector(limits, tally, selection, lookup, context.lookbackMs(), result);
  }

  private static boolean givesValues(InstantSelector.Result result) {
    return result == InstantSelector.Result.VALUE || result == InstantSelector.Result.STATISTICS;
  }

  /**
   * The operator of a range vector. Those of {@code anchored} and {@code smoothed} selectors have
   * wider windows.
   *
   * @param expr a range vector selector or a subquery
   * @throws dev.deucalion.promql.QueryException when it cannot be evaluated
   */
  public RangeVector range(Expr expr, StepGrid grid) {
    return switch (unwrap(expr)) {
      case MatrixSelector e -> measured(e, () -> selectedRange(e, grid, histograms.detail()));
      case Subquery e -> measured(e, () -> subquery(e, grid, false));
      default -> throw new IllegalArgumentException("not a range vector: " + expr);
    };
  }

  /** As {@link #range}, with start timestamps where the samples are those of the store. */
  RangeVector rangeWithStarts(Expr expr, StepGrid grid) {
    return unwrap(expr) instanceof MatrixSelector matrix
        ? measured(matrix, () -> selectedRange(matrix, grid, histograms.detail().withStarts()))
        : range(expr, grid);
  }

  private RangeVector measured(Expr expr, Supplier<RangeVector> build) {
    QueryProfile profile = context.profile();
    return profile == null ? build.get() : profile.range(expr, limits, build);
  }

  private RangeVector selectedRange(MatrixSelector expr, StepGrid grid, SampleDetail detail) {
    VectorSelector selector = expr.selector();
    Windows plain =
        windows(
            grid,
            durations.rangeMs(expr),
            durations.offsetMs(selector.offset()),
            fixedMs(selector.at()));
    Windows windows =
        switch (selector.mode()) {
          case PLAIN -> plain;
          case ANCHORED -> plain.widened(context.lookbackMs(), 0);
          case SMOOTHED -> plain.widened(context.lookbackMs(), context.lookbackMs());
        };
    return selectedRange(selector, windows, detail);
  }

  private SelectedRange selectedRange(
      VectorSelector selector, Windows windows, SampleDetail detail) {
    Selections.Selection selection =
        context.selections().add(selector.matchers(), windows.excludedMs() + 1, windows.lastMs());
    return new SelectedRange(new SeriesSamples(limits, selection, detail), windows);
  }

  /**
   * A range vector as the answer of a query at one time.
   *
   * @param expr as for {@link #range}
   */
  public RangeVector samples(Expr expr, StepGrid instant) {
    if (unwrap(expr) instanceof Subquery subquery) {
      return measured(subquery, () -> subquery(subquery, instant, true));
    }
    RangeVector range = range(expr, instant);
    return unwrap(expr) instanceof MatrixSelector matrix
            && matrix.selector().mode() != RangeMode.PLAIN
        ? new ExtendedSamples(range, matrix.selector().mode())
        : range;
  }

  /**
   * @param isAnswer whether it is what the query asks for, and not what a function is asked of
   */
  private RangeVector subquery(Subquery expr, StepGrid grid, boolean isAnswer) {
    Windows windows =
        windows(
            grid, durations.rangeMs(expr), durations.offsetMs(expr.offset()), fixedMs(expr.at()));
    long stepMs = durations.stepMs(expr);
    long afterMs = windows.endMs(0) - windows.rangeMs();
    long firstMs = (Math.floorDiv(afterMs, stepMs) + 1) * stepMs;
    long lastMs = windows.endMs(grid.count() - 1);
    limits.requireRoomForColumn(Math.max(0, (lastMs - firstMs) / stepMs + 1));
    StepGrid inner = StepGrid.range(firstMs, lastMs, stepMs);
    SampleTally part =
        isAnswer
            ? tally.answer(inner)
            : tally.subquery(inner, windows.rangeMs(), durations.offsetMs(expr.offset()));
    return new SubqueryRange(
        limits,
        inner.count() == 0
            ? NoSteps.OPERATOR
            : counted(part, () -> histograms.buckets(() -> vector(expr.expr(), inner))),
        inner,
        windows);
  }

  private Windows windows(StepGrid grid, long rangeMs, long offsetMs, @Nullable Long fixedMs) {
    return fixedMs == null
        ? Windows.sliding(grid, rangeMs, offsetMs, limits::checkpoint, limits)
        : Windows.fixed(grid, rangeMs, offsetMs, fixedMs, limits::checkpoint, limits);
  }

  private @Nullable Long fixedMs(@Nullable AtModifier at) {
    return switch (at) {
      case null -> null;
      case AtModifier.Time time -> time.timeMs();
      case AtModifier.Start start -> context.startMs();
      case AtModifier.End end -> context.endMs();
    };
  }
}
