package dev.deucalion.promql.kernel;

import java.util.Arrays;

/**
 * The quantile of each window, with linear interpolation between values; NaN counts as the least
 * value.
 *
 * <p>The values of a series are sorted once. A window is then a set of places in that order, which
 * changes by the samples that come and go; its quantile stands between the k-th and the next place.
 * A series of which few windows are asked is not worth that: its windows are sorted one by one.
 */
public final class SlidingQuantile implements WindowKernel {
  /** How many times the samples of a series the windows must have in all. */
  private static final int WORTHWHILE = 4;

  private final double[] phi;
  private final Quantiles quantiles = new Quantiles();
  private final StridedSort sort = new StridedSort();
  private final RankSet window = new RankSet();
  private double[] sorted = {};

  /** For each sample its place in the order of values; no two have the same. */
  private int[] places = {};

  /** For each place how many samples have taken one of the same value before. */
  private int[] taken = {};

  /**
   * Quantiles of overlapping windows, which share what they have in common.
   *
   * @param phi for each step; beyond 0 and 1 gives an infinity, NaN gives NaN
   */
  public SlidingQuantile(double[] phi) {
    this.phi = phi;
  }

  @Override
  public void fold(Samples samples, Windows windows, Column out) {
    long inWindows = 0;
    for (int step = 0; step < windows.steps(); step++) {
      inWindows += windows.to(step) - windows.from(step);
    }
    if (inWindows < (long) WORTHWHILE * samples.size) {
      foldEach(samples, windows, out);
    } else {
      sort(samples, windows.work());
      slide(samples, windows, out);
    }
  }

  private void foldEach(Samples samples, Windows windows, Column out) {
    for (int step = 0; step < windows.steps(); step++) {
      windows.work().add(1);
      int from = windows.from(step);
      int to = windows.to(step);
      if (from < to) {
        out.set(step, quantiles.quantile(phi[step], samples.values, from, to, windows.work()));
      }
    }
  }

  /** Finds the places. NaNs stand behind the numbers. */
  private void sort(Samples samples, Work work) {
    int size = samples.size;
    sorted = Buffers.atLeast(size, sorted, work);
    places = Buffers.atLeast(size, places, work);
    taken = Buffers.atLeast(size, taken, work);
    double[] values = samples.values;
    System.arraycopy(values, 0, sorted, 0, size);
    sort.sort(sorted, size, work);
    Arrays.fill(taken, 0, size, 0);
    for (int i = 0; i < size; ) {
      int end = work.strideEnd(i, size);
      for (; i < end; i++) {
        int first = firstPlace(sorted, size, values[i]);
        places[i] = first + taken[first]++;
      }
    }
  }

  /** The first place of a value that is there. */
  private static int firstPlace(double[] sorted, int size, double value) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Double.compare(sorted[middle], value) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void slide(Samples samples, Windows windows, Column out) {
    double[] values = samples.values;
    window.reset(samples.size, windows.work());
    int nans = 0;
    int start = 0;
    int end = 0;
    for (int step = 0; step < windows.steps(); step++) {
      int from = windows.from(step);
      int to = windows.to(step);
      windows.work().add(1L + window.runs() + (to - end) + (from - start));
      for (; end < to; end++) {
        window.add(places[end]);
        nans += Double.isNaN(values[end]) ? 1 : 0;
      }
      for (; start < from; start++) {
        window.remove(places[start]);
        nans -= Double.isNaN(values[start]) ? 1 : 0;
      }
      if (from < to) {
        out.set(step, quantile(phi[step], to - from, nans));
      }
    }
  }

  private double quantile(double phi, int count, int nans) {
    if (Double.isNaN(phi)) {
      return Double.NaN;
    }
    if (phi < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (phi > 1) {
      return Double.POSITIVE_INFINITY;
    }
    double rank = phi * (count - 1.0);
    int lower = (int) Math.max(0, Math.floor(rank));
    int upper = Math.min(count - 1, lower + 1);
    double weight = rank - Math.floor(rank);
    if (lower < nans) {
      return Double.NaN;
    }
    int place = window.select(lower - nans);
    double atLower = sorted[place];
    double atUpper = upper == lower ? atLower : sorted[window.next(place)];
    return atLower * (1 - weight) + atUpper * weight;
  }
}
