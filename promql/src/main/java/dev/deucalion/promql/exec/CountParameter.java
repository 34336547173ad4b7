package dev.deucalion.promql.exec;

import dev.deucalion.promql.number.GoFormat;
import org.jspecify.annotations.Nullable;

/** The k of {@code topk}, {@code bottomk} and {@code limitk} at all steps. */
final class CountParameter {
  private CountParameter() {}

  /**
   * Whether any step wants a series at all.
   *
   * @param k for each step
   * @throws dev.deucalion.promql.QueryException when one is no count
   */
  static boolean isAnyWanted(double[] k) {
    double max = Double.NEGATIVE_INFINITY;
    double min = Double.POSITIVE_INFINITY;
    boolean nan = false;
    for (double value : k) {
      nan |= Double.isNaN(value);
      max = value > max ? value : max;
      min = value < min ? value : min;
    }
    if (!nan && max < 1) {
      return false;
    }
    String fault = fault(nan, min, max);
    if (fault != null) {
      throw QueryContext.failure(fault);
    }
    return true;
  }

  private static @Nullable String fault(boolean nan, double min, double max) {
    if (nan) {
      return "Parameter value is NaN";
    }
    if (min <= -0x1p63) {
      return "Scalar value " + GoFormat.general(min) + " underflows int64";
    }
    return max >= 0x1p63 ? "Scalar value " + GoFormat.general(max) + " overflows int64" : null;
  }
}
