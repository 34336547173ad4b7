package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.PositionRange;
import dev.deucalion.promql.ast.RangeMode;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.ast.VectorSelector;
import dev.deucalion.promql.exec.WindowOperator.Observer;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.SmoothedKernel;
import dev.deucalion.promql.kernel.StepGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns calls of functions of a range vector into operators. */
final class WindowBuilder {
  private final QueryContext context;
  private final OperatorBuilder builder;

  WindowBuilder(QueryContext context, OperatorBuilder builder) {
    this.context = context;
    this.builder = builder;
  }

  /** The operator, or null where the function has no range vector. */
  @Nullable VectorOperator build(String name, List<Expr> args, StepGrid grid) {
    if (WindowFunctions.find(name, RangeMode.PLAIN) == null) {
      return null;
    }
    RangeVector input = null;
    RangeMode mode = RangeMode.PLAIN;
    Expr rangeArg = null;
    List<ScalarColumn> scalars = new ArrayList<>();
    for (Expr arg : args) {
      if (arg.type() == ValueType.MATRIX) {
        rangeArg = arg;
        mode = arg instanceof MatrixSelector matrix ? matrix.selector().mode() : RangeMode.PLAIN;
        input =
            context.usesStarts() && WindowFunctions.readsStarts(name)
                ? builder.rangeWithStarts(arg, grid)
                : builder.range(arg, grid);
      } else {
        scalars.add(builder.scalar(arg, grid));
      }
    }
    if (input == null || rangeArg == null) {
      throw new IllegalArgumentException(name + " without a range vector");
    }
    WindowFunctions.Factory factory = WindowFunctions.find(name, mode);
    if (factory == null) {
      throw notAllowed(name, mode);
    }
    boolean absent = name.equals("absent_over_time");
    VectorOperator folded =
        new WindowOperator(
            context.limits(),
            builder.tally(),
            input,
            absent || WindowFunctions.keepsName(name),
            context.names(),
            () -> factory.create(values(scalars)),
            HistogramFunctions.find(name, mode),
            observer(name, rangeArg, args, scalars));
    return absent
        ? new AbsentOperator(folded, AbsentOperator.labelsOf(rangeArg))
        : CheckingOperator.reading(scalars, folded);
  }

  private static List<double[]> values(List<ScalarColumn> scalars) {
    List<double[]> values = new ArrayList<>(scalars.size());
    for (ScalarColumn scalar : scalars) {
      values.add(scalar.values());
    }
    return values;
  }

  private static QueryException notAllowed(String name, RangeMode mode) {
    return QueryContext.failure(
        "%s modifier can only be used with: %s - not with %s"
            .formatted(
                mode.name().toLowerCase(Locale.ROOT),
                String.join(", ", WindowFunctions.names(mode)),
                name));
  }

  private Observer observer(
      String name, Expr rangeArg, List<Expr> args, List<ScalarColumn> scalars) {
    PositionRange whole = args.getLast().position();
    PositionRange first = args.getFirst().position().throughout(whole);
    PositionRange range = rangeArg.position().throughout(whole);
    return (labels, out, notes) -> {
      notes.forEach((note, count) ->
          WindowNotes.tell(note, count, labels.metricName(), first, context.annotations()));
      switch (name) {
        case "rate", "increase" -> warnOfNonCounter(labels, out, range);
        case "quantile_over_time" -> warnOfNonQuantile(scalars.getFirst(), out, first);
        default -> {}
      }
    };
  }

  private void warnOfNonCounter(Labels labels, Column out, PositionRange position) {
    if (LabelSets.isNamed(labels) && out.floatCount() > 0) {
      context.counterHint().check(labels, position, context.annotations());
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

  /** A {@code smoothed} selector of an instant vector. */
  VectorOperator smoothed(VectorSelector selector, RangeVector input) {
    return new WindowOperator(
        context.limits(),
        builder.tally(),
        input,
        true,
        context.names(),
        SmoothedKernel::new,
        HistogramFunctions.SMOOTHED,
        (labels, out, notes) ->
            notes.forEach((note, count) ->
                WindowNotes.tell(
                    note, count, labels.metricName(), selector.position(), context.annotations())));
  }
}
