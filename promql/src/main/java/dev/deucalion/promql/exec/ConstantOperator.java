package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.StepGrid;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/** One series without labels whose value depends on nothing but the time of the step. */
final class ConstantOperator implements VectorOperator {
  static final List<Labels> UNLABELED = List.of(Labels.EMPTY);

  private final StepGrid grid;
  private final LongToDoubleFunction valueAtMs;

  /**
   * @param valueAtMs from milliseconds since the epoch
   */
  ConstantOperator(StepGrid grid, LongToDoubleFunction valueAtMs) {
    this.grid = grid;
    this.valueAtMs = valueAtMs;
  }

  static ConstantOperator of(StepGrid grid, double value) {
    return new ConstantOperator(grid, timeMs -> value);
  }

  @Override
  public List<Labels> series() {
    return UNLABELED;
  }

  @Override
  public void read(int series, Column out) {
    for (int step = 0; step < grid.count(); step++) {
      out.values[step] = valueAtMs.applyAsDouble(grid.timeMs(step));
    }
    out.setAllPresent();
  }
}
