package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.List;

/** Functions of native histograms asked of floats: they have no answer. */
final class EmptyOperator implements VectorOperator {
  private final VectorOperator input;

  /**
   * @param input what is asked; its faults count
   */
  EmptyOperator(VectorOperator input) {
    this.input = input;
  }

  @Override
  public List<Labels> series() {
    List<Labels> asked = input.series();
    return asked.subList(0, 0);
  }

  @Override
  public void read(int series, Column out) {
    throw new IndexOutOfBoundsException(series);
  }
}
