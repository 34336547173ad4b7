package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.List;

/** {@code scalar(v)}: the value of the only series that has one at a step, else NaN. */
final class ScalarOfVector implements VectorOperator {
  private final VectorOperator input;

  ScalarOfVector(VectorOperator input) {
    this.input = input;
  }

  @Override
  public List<Labels> series() {
    return ConstantOperator.UNLABELED;
  }

  @Override
  public void read(int series, Column out) {
    Column column = out.sibling();
    long[] several = new long[out.present.length];
    out.clear();
    for (int i = 0; i < input.series().size(); i++) {
      input.read(i, column);
      for (int w = 0; w < several.length; w++) {
        several[w] |= out.present[w] & column.present[w];
        for (long bits = column.present[w]; bits != 0; bits &= bits - 1) {
          int step = (w << 6) + Long.numberOfTrailingZeros(bits);
          out.values[step] = column.values[step];
        }
        out.present[w] |= column.present[w];
      }
    }
    column.dropHistograms();
    for (int step = 0; step < out.steps(); step++) {
      if (!out.has(step) || (several[step >> 6] >>> (step & 63) & 1) != 0) {
        out.values[step] = Double.NaN;
      }
    }
    out.setAllPresent();
  }
}
