package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.kernel.StepGrid;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Turns aggregations into operators. */
final class AggregateBuilder {
  private final QueryContext context;
  private final OperatorBuilder builder;

  AggregateBuilder(QueryContext context, OperatorBuilder builder) {
    this.context = context;
    this.builder = builder;
  }

  VectorOperator build(AggregateExpr expr, StepGrid grid) {
    int steps = grid.count();
    return switch (expr.op()) {
      case SUM -> grouped(expr, grid, () -> new SumAccumulator(steps));
      case AVG -> grouped(expr, grid, () -> new AvgAccumulator(steps));
      case MIN -> grouped(expr, grid, () -> new ExtremeAccumulator(steps, false));
      case MAX -> grouped(expr, grid, () -> new ExtremeAccumulator(steps, true));
      case COUNT -> grouped(expr, grid, () -> new CountAccumulator(steps, false));
      case GROUP -> grouped(expr, grid, () -> new CountAccumulator(steps, true));
      case STDDEV -> grouped(expr, grid, () -> new VarianceAccumulator(steps, true));
      case STDVAR -> grouped(expr, grid, () -> new VarianceAccumulator(steps, false));
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

  private VectorOperator grouped(
      AggregateExpr expr, StepGrid grid, Supplier<GroupAccumulator> accumulator) {
    return new AggregateOperator(
        context.limits(),
        builder.whole(expr.expr(), grid),
        grid.count(),
        Grouping.labelsOf(expr),
        accumulator);
  }

  private VectorOperator quantile(AggregateExpr expr, StepGrid grid) {
    ScalarColumn phi = builder.scalar(parameter(expr), grid);
    VectorOperator quantiles =
        grouped(expr, grid, () -> new QuantileAccumulator(context.limits(), phi.values()));
    return new CheckingOperator(
        quantiles,
        () -> Quantile.checkAll(phi.values(), context.annotations(), parameter(expr).position()));
  }

  private VectorOperator limited(AggregateExpr expr, StepGrid grid) {
    QueryLimits limits = context.limits();
    int steps = grid.count();
    ScalarColumn parameter = builder.scalar(parameter(expr), grid);
    VectorOperator input = builder.whole(expr.expr(), grid);
    UnaryOperator<Labels> labels = Grouping.labelsOf(expr);
    return switch (expr.op()) {
      case TOPK -> new TopKOperator(limits, input, parameter, steps, labels, true);
      case BOTTOMK -> new TopKOperator(limits, input, parameter, steps, labels, false);
      case LIMITK -> new LimitKOperator(limits, input, parameter, steps, labels);
      case LIMIT_RATIO ->
          new LimitRatioOperator(
              input, parameter, context.annotations(), parameter(expr).position());
      default -> throw new IllegalArgumentException(expr.op().symbol());
    };
  }
}
