package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.PositionRange;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.exec.WindowOperator.Observer;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.StepGrid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns calls of functions of a range vector into operators. */
final class WindowBuilder {
  private static final List<String> COUNTER_SUFFIXES =
      List.of("_total", "_sum", "_count", "_bucket");

  private final QueryContext context;
  private final OperatorBuilder builder;

  WindowBuilder(QueryContext context, OperatorBuilder builder) {
    this.context = context;
    this.builder = builder;
  }

  /** The operator, or null where the function has no range vector. */
  @Nullable VectorOperator build(String name, List<Expr> args, StepGrid grid) {
    WindowFunctions.Factory factory = WindowFunctions.find(name);
    if (factory == null) {
      return null;
    }
    RangeVector input = null;
    Expr rangeArg = null;
    List<ScalarColumn> scalars = new ArrayList<>();
    for (Expr arg : args) {
      if (arg.type() == ValueType.MATRIX) {
        rangeArg = arg;
        input = builder.range(arg, grid);
      } else {
        scalars.add(builder.scalar(arg, grid));
      }
    }
    if (input == null || rangeArg == null) {
      throw new IllegalArgumentException(name + " without a range vector");
    }
    boolean absent = name.equals("absent_over_time");
    VectorOperator folded =
        new WindowOperator(
            context.limits(),
            input,
            absent || WindowFunctions.keepsName(name),
            () -> factory.create(scalars.stream().map(ScalarColumn::values).toList()),
            observer(name, rangeArg.position(), args, scalars));
    return absent
        ? new AbsentOperator(folded, AbsentOperator.labelsOf(rangeArg))
        : CheckingOperator.reading(scalars, folded);
  }

  private Observer observer(
      String name, PositionRange range, List<Expr> args, List<ScalarColumn> scalars) {
    return switch (name) {
      case "rate", "increase" -> (labels, out) -> warnOfNonCounter(labels, out, range);
      case "quantile_over_time" ->
          (labels, out) -> warnOfNonQuantile(scalars.getFirst(), out, args.getFirst().position());
      default -> (labels, out) -> {};
    };
  }

  private void warnOfNonCounter(Labels labels, Column out, PositionRange position) {
    String metric = labels.metricName();
    if (!metric.isEmpty()
        && !out.isEmpty()
        && COUNTER_SUFFIXES.stream().noneMatch(metric::endsWith)) {
      context.annotations().possibleNonCounter(metric, position);
    }
  }

  private void warnOfNonQuantile(ScalarColumn phi, Column out, PositionRange position) {
    for (int step = 0; step < out.steps(); step++) {
      double value = phi.values()[step];
      if (out.has(step) && !Quantile.isValid(value)) {
        context.annotations().invalidQuantile(value, position);
      }
    }
  }
}
