package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.AggregateOp;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.PositionRange;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.histogram.AdditionScratch;
import dev.deucalion.promql.histogram.HistogramMean;
import dev.deucalion.promql.histogram.HistogramSum;
import dev.deucalion.promql.histogram.HistogramTotal;
import dev.deucalion.promql.kernel.StepGrid;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Turns aggregations into operators. */
final class AggregateBuilder {
  private final QueryContext context;
  private final OperatorBuilder builder;
  private final SharedScans scans;

  AggregateBuilder(QueryContext context, OperatorBuilder builder) {
    this.context = context;
    this.builder = builder;
    this.scans = new SharedScans(context);
  }

  VectorOperator build(AggregateExpr expr, StepGrid grid) {
    int steps = grid.count();
    return switch (expr.op()) {
      case SUM ->
          mixed(
              expr, grid, SumAccumulator.emptyBytes(steps), SumAccumulator::new, HistogramSum::new);
      case AVG ->
          mixed(
              expr,
              grid,
              AvgAccumulator.emptyBytes(steps),
              AvgAccumulator::new,
              HistogramMean::new);
      case COUNT ->
          grouped(
              expr,
              grid,
              CountAccumulator.emptyBytes(steps),
              () -> new CountAccumulator(steps, false));
      case GROUP ->
          grouped(
              expr,
              grid,
              CountAccumulator.emptyBytes(steps),
              () -> new CountAccumulator(steps, true));
      case MIN ->
          ofFloats(
              expr,
              grid,
              ExtremeAccumulator.emptyBytes(steps),
              () -> new ExtremeAccumulator(steps, false));
      case MAX ->
          ofFloats(
              expr,
              grid,
              ExtremeAccumulator.emptyBytes(steps),
              () -> new ExtremeAccumulator(steps, true));
      case STDDEV ->
          ofFloats(
              expr,
              grid,
              VarianceAccumulator.emptyBytes(steps),
              () -> new VarianceAccumulator(steps, true));
      case STDVAR ->
          ofFloats(
              expr,
              grid,
              VarianceAccumulator.emptyBytes(steps),
              () -> new VarianceAccumulator(steps, false));
      case QUANTILE -> quantile(expr, grid);
      case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO -> limited(expr, grid);
      case COUNT_VALUES ->
          new CountValuesOperator(
              context.limits(),
              builder.whole(expr.expr(), grid),
              steps,
              expr,
              ((StringLiteral) OperatorBuilder.unwrap(parameter(expr))).value());
    };
  }

  private static Expr parameter(AggregateExpr expr) {
    return Objects.requireNonNull(expr.parameter());
  }

  private VectorOperator mixed(
      AggregateExpr expr,
      StepGrid grid,
      long floatsBytes,
      IntFunction<GroupAccumulator> floats,
      Function<AdditionScratch, HistogramTotal> newTotal) {
    int steps = grid.count();
    HistogramNotes notes = notes(expr.expr().position());
    return grouped(
        expr,
        grid,
        MixedAccumulator.emptyBytes(steps, floatsBytes),
        () -> new MixedAccumulator(context.limits(), steps, floats.apply(steps), newTotal, notes));
  }

  private HistogramNotes notes(PositionRange position) {
    return new HistogramNotes(context.annotations(), position);
  }

  private VectorOperator grouped(
      AggregateExpr expr,
      StepGrid grid,
      long accumulatorBytes,
      Supplier<GroupAccumulator> accumulator) {
    VectorOperator input = builder.vector(expr.expr(), grid);
    AggregateOperator aggregation =
        grouped(expr, builder.whole(input, grid), grid, accumulatorBytes, accumulator);
    if (input instanceof WindowOperator windows) {
      scans.add(aggregation, windows, grid);
    }
    return aggregation;
  }

  private VectorOperator ofFloats(
      AggregateExpr expr,
      StepGrid grid,
      long accumulatorBytes,
      Supplier<GroupAccumulator> accumulator) {
    VectorOperator input = builder.whole(expr.expr(), grid);
    return grouped(
        expr,
        new HistogramlessOperator(input, expr.op().symbol(), notes(expr.expr().position())),
        grid,
        accumulatorBytes,
        accumulator);
  }

  private AggregateOperator grouped(
      AggregateExpr expr,
      VectorOperator input,
      StepGrid grid,
      long accumulatorBytes,
      Supplier<GroupAccumulator> accumulator) {
    return new AggregateOperator(
        context.limits(),
        input,
        grid.count(),
        Grouping.labelsOf(expr),
        accumulatorBytes,
        accumulator,
        context.names());
  }

  private VectorOperator quantile(AggregateExpr expr, StepGrid grid) {
    ScalarColumn phi = builder.scalar(parameter(expr), grid);
    VectorOperator quantiles =
        ofFloats(
            expr,
            grid,
            QuantileAccumulator.emptyBytes(),
            () -> new QuantileAccumulator(context.limits(), phi.values()));
    return new CheckingOperator(
        quantiles,
        () -> Quantile.checkAll(phi.values(), context.annotations(), positionOfParameter(expr)));
  }

  private static PositionRange positionOfParameter(AggregateExpr expr) {
    return parameter(expr).position().throughout(expr.expr().position());
  }

  private VectorOperator limited(AggregateExpr expr, StepGrid grid) {
    QueryLimits limits = context.limits();
    int steps = grid.count();
    ScalarColumn parameter = builder.scalar(parameter(expr), grid);
    VectorOperator input = builder.whole(expr.expr(), grid);
    UnaryOperator<Labels> labels = Grouping.labelsOf(expr);
    return switch (expr.op()) {
      case TOPK, BOTTOMK ->
          new TopKOperator(
              limits,
              input,
              parameter,
              steps,
              labels,
              expr.op() == AggregateOp.TOPK,
              notes(expr.position()));
      case LIMITK -> new LimitKOperator(limits, input, parameter, steps, labels);
      case LIMIT_RATIO ->
          new LimitRatioOperator(
              limits, input, parameter, context.annotations(), positionOfParameter(expr));
      default -> throw new IllegalArgumentException(expr.op().symbol());
    };
  }
}
