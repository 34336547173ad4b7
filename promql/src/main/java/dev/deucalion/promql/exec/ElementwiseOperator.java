package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that changes the values of a vector one by one, such as {@code abs} or {@code clamp},
 * and so takes the metric name away. Knows floats only: histograms are dropped.
 */
final class ElementwiseOperator implements VectorOperator {
  private final VectorOperator input;
  private final ColumnFunction function;
  private final boolean ofHistograms;
  private final QueryContext context;
  private @Nullable MergedSeries output;

  /** Changes a column in place. Has no state: several threads call it. */
  @FunctionalInterface
  interface ColumnFunction {
    void apply(Column column);
  }

  /** Applies a function of floats; histograms go. */
  ElementwiseOperator(VectorOperator input, ColumnFunction function, QueryContext context) {
    this(input, function, context, false);
  }

  private ElementwiseOperator(
      VectorOperator input, ColumnFunction function, QueryContext context, boolean ofHistograms) {
    this.context = context;
    this.input = input;
    this.function = function;
    this.ofHistograms = ofHistograms;
  }

  /** Applies a function that says itself what becomes of floats and histograms. */
  static ElementwiseOperator ofHistograms(
      VectorOperator input, ColumnFunction function, QueryContext context) {
    return new ElementwiseOperator(input, function, context, true);
  }

  @Override
  public List<Labels> series() {
    return output().labels();
  }

  private MergedSeries output() {
    if (output == null) {
      output = context.names().outputs(context.limits(), input.series());
    }
    return output;
  }

  @Override
  public void read(int series, Column out) {
    output().read(series, this::readInput, out);
  }

  private void readInput(int i, Column out) {
    input.read(i, out);
    function.apply(out);
    if (!ofHistograms) {
      out.dropHistograms();
    }
  }

  @Override
  public boolean losesName(int series) {
    return true;
  }

  @Override
  public @Nullable VectorOperator fork() {
    VectorOperator inputFork = input.fork();
    if (inputFork == null) {
      return null;
    }
    ElementwiseOperator fork = new ElementwiseOperator(inputFork, function, context, ofHistograms);
    fork.output = output;
    return fork;
  }
}
