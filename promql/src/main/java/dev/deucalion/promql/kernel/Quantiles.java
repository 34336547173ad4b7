package dev.deucalion.promql.kernel;

import java.util.Arrays;

/** Quantiles of plain values. Keeps a buffer between calls. */
public final class Quantiles {
  private double[] sorted = new double[64];

  /**
   * The quantile of {@code values[from..to)}, with linear interpolation between values; NaN counts
   * as the least value.
   *
   * @param phi beyond 0 and 1 gives an infinity, NaN gives NaN
   */
  public double quantile(double phi, double[] values, int from, int to) {
    if (from == to || Double.isNaN(phi)) {
      return Double.NaN;
    }
    if (phi < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (phi > 1) {
      return Double.POSITIVE_INFINITY;
    }
    int n = to - from;
    if (sorted.length < n) {
      sorted = new double[Math.max(n, sorted.length * 2)];
    }
    System.arraycopy(values, from, sorted, 0, n);
    return ofSorted(phi, sorted, sortNanFirst(sorted, n), n);
  }

  /** Median of the distances from the median; NaN where a value is. */
  public double medianAbsoluteDeviation(double[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Double.isNaN(values[i])) {
        return Double.NaN;
      }
    }
    double median = quantile(0.5, values, from, to);
    double[] deviations = new double[to - from];
    for (int i = from; i < to; i++) {
      deviations[i - from] = Math.abs(values[i] - median);
    }
    return quantile(0.5, deviations, 0, deviations.length);
  }

  /** Sorts; NaNs stand behind, as Java has it. Returns how many there are. */
  private static int sortNanFirst(double[] values, int n) {
    Arrays.sort(values, 0, n);
    int nans = 0;
    while (nans < n && Double.isNaN(values[n - 1 - nans])) {
      nans++;
    }
    return nans;
  }

  private static double ofSorted(double phi, double[] sorted, int nans, int n) {
    double rank = phi * (n - 1.0);
    double lower = Math.max(0, Math.floor(rank));
    double upper = Math.min(n - 1.0, lower + 1);
    double weight = rank - Math.floor(rank);
    return at(sorted, nans, (int) lower) * (1 - weight) + at(sorted, nans, (int) upper) * weight;
  }

  private static double at(double[] sorted, int nans, int rank) {
    return rank < nans ? Double.NaN : sorted[rank - nans];
  }
}
