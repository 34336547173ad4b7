package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.List;

/** Functions of native histograms asked of floats: they have no answer. */
final class EmptyOperator implements VectorOperator {
  private final QueryLimits limits;
  private final VectorOperator input;
  private final int steps;
  private boolean drained;

  /**
   * @param input what is asked; its faults count
   */
  EmptyOperator(QueryLimits limits, VectorOperator input, int steps) {
    this.limits = limits;
    this.input = input;
    this.steps = steps;
  }

  @Override
  public List<Labels> series() {
    if (!drained) {
      drained = true;
      Drain.all(limits, input, steps);
    }
    return List.of();
  }

  @Override
  public void read(int series, Column out) {
    throw new IndexOutOfBoundsException(series);
  }
}
