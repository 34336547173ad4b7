package dev.deucalion.promql.exec;

import dev.deucalion.promql.ast.PositionRange;

/** Whether the parameters of quantiles make sense. */
final class Quantile {
  private Quantile() {}

  static boolean isValid(double phi) {
    return phi >= 0 && phi <= 1;
  }

  /** Warns of each value that is no quantile. */
  static void checkEach(double[] phi, Annotations annotations, PositionRange position) {
    for (double value : phi) {
      if (!isValid(value)) {
        annotations.invalidQuantile(value, position);
      }
    }
  }

  /** Warns of NaN, of the greatest and of the least value where they are no quantiles. */
  static void checkAll(double[] phi, Annotations annotations, PositionRange position) {
    double max = 0;
    double min = 1;
    boolean nan = false;
    for (double value : phi) {
      nan |= Double.isNaN(value);
      max = value > max ? value : max;
      min = value < min ? value : min;
    }
    if (nan) {
      annotations.invalidQuantile(Double.NaN, position);
    }
    if (max > 1) {
      annotations.invalidQuantile(max, position);
    }
    if (min < 0) {
      annotations.invalidQuantile(min, position);
    }
  }
}
