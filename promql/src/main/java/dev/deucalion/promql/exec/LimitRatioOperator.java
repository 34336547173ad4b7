package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsHash;
import dev.deucalion.promql.ast.PositionRange;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.Work;
import java.util.List;

/**
 * {@code limit_ratio}: a share of the series, chosen by the hash of their labels. A negative ratio
 * chooses those that one plus the ratio leaves out.
 */
final class LimitRatioOperator implements VectorOperator {
  private static final double MAX_HASH = 0x1p64;

  private final QueryLimits limits;
  private final VectorOperator input;
  private final ScalarColumn ratio;
  private final Annotations annotations;
  private final PositionRange position;
  private boolean checked;

  /**
   * @param position where the ratio stands in the query
   */
  LimitRatioOperator(
      QueryLimits limits,
      VectorOperator input,
      ScalarColumn ratio,
      Annotations annotations,
      PositionRange position) {
    this.limits = limits;
    this.input = input;
    this.ratio = ratio;
    this.annotations = annotations;
    this.position = position;
  }

  @Override
  public List<Labels> series() {
    if (!checked) {
      checked = true;
      check();
    }
    return input.series();
  }

  private void check() {
    double max = Double.NEGATIVE_INFINITY;
    double min = Double.POSITIVE_INFINITY;
    for (double value : ratio.values()) {
      max = Math.max(max, value);
      min = Math.min(min, value);
    }
    if (Double.isNaN(max)) {
      throw QueryContext.failure("Ratio value is NaN");
    }
    if (max > 1) {
      annotations.invalidRatio(max, 1, position);
    }
    if (min < -1) {
      annotations.invalidRatio(min, -1, position);
    }
  }

  @Override
  public void read(int series, Column out) {
    input.read(series, out);
    double offset = unsigned(LabelsHash.of(input.series().get(series))) / MAX_HASH;
    Work work = new Work(limits::checkpoint);
    for (int step = 0; step < out.steps(); step++) {
      work.add(1);
      double r = Math.clamp(ratio.values()[step], -1, 1);
      boolean chosen = r >= 0 ? offset < r : offset >= 1 + r;
      if (!chosen) {
        out.remove(step);
      }
    }
  }

  @Override
  public boolean losesName(int series) {
    return input.losesName(series);
  }

  /** The nearest double of an unsigned number. */
  private static double unsigned(long bits) {
    if (bits >= 0) {
      return (double) bits;
    }
    return (double) (bits >>> 1 | bits & 1) * 2;
  }
}
