package dev.deucalion.promql.testkit;

import dev.deucalion.model.sample.StaleMarker;

/** Whether two values count as the same. */
public final class ApproximateEquality {
  private static final double RELATIVE_ERROR = 1e-6;

  private ApproximateEquality() {}

  /**
   * Whether two values differ by less than a millionth of the sum of their magnitudes. NaN equals
   * NaN, but the stale marker only itself.
   */
  public static boolean equal(double a, double b) {
    if (StaleMarker.isStale(a) || StaleMarker.isStale(b)) {
      return StaleMarker.isStale(a) && StaleMarker.isStale(b);
    }
    if (a == b || Double.isNaN(a) && Double.isNaN(b)) {
      return true;
    }
    double sum = Math.abs(a) + Math.abs(b);
    double difference = Math.abs(a - b);
    if (a == 0 || b == 0 || sum < Double.MIN_NORMAL) {
      return difference < RELATIVE_ERROR * Double.MIN_NORMAL;
    }
    return difference / Math.min(sum, Double.MAX_VALUE) < RELATIVE_ERROR;
  }
}
