package dev.deucalion.promql.kernel;

/** Quantiles of plain values. Keeps a buffer between calls. */
public final class Quantiles {
  private final StridedSort sort = new StridedSort();
  private double[] sorted = {};
  private double[] deviations = {};

  /**
   * The quantile of {@code values[from..to)}, with linear interpolation between values; NaN counts
   * as the least value.
   *
   * @param phi beyond 0 and 1 gives an infinity, NaN gives NaN
   * @param work told of what is done and of what is kept for it
   */
  public double quantile(double phi, double[] values, int from, int to, Work work) {
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
    sorted = Buffers.atLeast(n, sorted, work);
    System.arraycopy(values, from, sorted, 0, n);
    sort.sort(sorted, n, work);
    return ofSorted(phi, sorted, nansAtEnd(sorted, n), n);
  }

  /** Median of the distances from the median; NaN where a value is. */
  public double medianAbsoluteDeviation(double[] values, int from, int to, Work work) {
    int n = to - from;
    work.add(2L * n);
    for (int i = from; i < to; i++) {
      if (Double.isNaN(values[i])) {
        return Double.NaN;
      }
    }
    double median = quantile(0.5, values, from, to, work);
    deviations = Buffers.atLeast(n, deviations, work);
    for (int i = 0; i < n; i++) {
      deviations[i] = Math.abs(values[from + i] - median);
    }
    return quantile(0.5, deviations, 0, n, work);
  }

  /** How many NaNs stand behind the numbers, as Java sorts them. */
  private static int nansAtEnd(double[] sorted, int n) {
    int nans = 0;
    while (nans < n && Double.isNaN(sorted[n - 1 - nans])) {
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
