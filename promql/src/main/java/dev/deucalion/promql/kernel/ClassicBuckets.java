package dev.deucalion.promql.kernel;

import java.util.Arrays;

/**
 * The buckets of one classic histogram at one time: upper bounds, rising, and the number of
 * observations up to each. Filled by {@link #add} in the order of the bounds, then asked once.
 */
public final class ClassicBuckets {
  /** Relative differences of neighbouring buckets below this are noise of rounding. */
  private static final double NOISE = 1e-12;

  private double[] bounds = new double[16];
  private double[] counts = new double[16];
  private int size;

  private boolean forcedMonotonic;
  private double minForced;
  private double maxForced;
  private double maxDrop;

  /** Takes all buckets away. */
  public void clear() {
    size = 0;
    forcedMonotonic = false;
  }

  /** Adds a bucket; its bound is not below the one before. Counts of equal bounds add up. */
  public void add(double upperBound, double count) {
    if (size > 0 && bounds[size - 1] == upperBound) {
      counts[size - 1] += count;
      return;
    }
    if (size == bounds.length) {
      bounds = Arrays.copyOf(bounds, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
    }
    bounds[size] = upperBound;
    counts[size++] = count;
  }

  /** Whether there are no buckets. */
  public boolean isEmpty() {
    return size == 0;
  }

  /**
   * The value that so large a share of the observations does not exceed, with linear interpolation
   * inside a bucket; NaN without observations or without a bucket for all of them.
   */
  public double quantile(double phi) {
    if (Double.isNaN(phi)) {
      return Double.NaN;
    }
    if (phi < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (phi > 1) {
      return Double.POSITIVE_INFINITY;
    }
    if (bounds[size - 1] != Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    forceMonotonic();
    double observations = counts[size - 1];
    if (size < 2 || observations == 0) {
      return Double.NaN;
    }
    double rank = phi * observations;
    int b = firstWithCount(rank);
    if (b == size - 1) {
      return bounds[size - 2];
    }
    if (b == 0 && bounds[0] <= 0) {
      return bounds[0];
    }
    double start = 0;
    double count = counts[b];
    if (b > 0) {
      start = bounds[b - 1];
      count -= counts[b - 1];
      rank -= counts[b - 1];
    }
    return start + (bounds[b] - start) * (rank / count);
  }

  /** The first bucket but the last that has so many observations up to it; else the last. */
  private int firstWithCount(double rank) {
    int lo = 0;
    int hi = size - 1;
    while (lo < hi) {
      int mid = (lo + hi) >>> 1;
      if (counts[mid] >= rank) {
        hi = mid;
      } else {
        lo = mid + 1;
      }
    }
    return lo;
  }

  private void forceMonotonic() {
    minForced = Double.POSITIVE_INFINITY;
    maxForced = Double.NEGATIVE_INFINITY;
    maxDrop = 0;
    double previous = counts[0];
    for (int i = 1; i < size; i++) {
      double count = counts[i];
      if (count == previous) {
        continue;
      }
      if (isNoise(previous, count)) {
        counts[i] = previous;
      } else if (count < previous) {
        counts[i] = previous;
        forcedMonotonic = true;
        minForced = Math.min(minForced, bounds[i]);
        maxForced = Math.max(maxForced, bounds[i]);
        maxDrop = Math.max(maxDrop, previous - count);
      } else {
        previous = count;
      }
    }
  }

  private static boolean isNoise(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Double.isNaN(a) && Double.isNaN(b);
    }
    double sum = Math.abs(a) + Math.abs(b);
    double difference = Math.abs(a - b);
    if (a == 0 || b == 0 || sum < Double.MIN_NORMAL) {
      return difference < NOISE * Double.MIN_NORMAL;
    }
    return difference / Math.min(sum, Double.MAX_VALUE) < NOISE;
  }

  /** Whether {@link #quantile} had to lift a count that was less than the one of a lower bound. */
  public boolean wasForcedMonotonic() {
    return forcedMonotonic;
  }

  /** Lowest bound whose count was lifted. */
  public double minForcedBound() {
    return minForced;
  }

  /** Highest bound whose count was lifted. */
  public double maxForcedBound() {
    return maxForced;
  }

  /** By how much at most a count was lifted. */
  public double maxForcedDrop() {
    return maxDrop;
  }

  /** The share of observations between two values, with linear interpolation inside a bucket. */
  public double fraction(double lower, double upper) {
    if (bounds[size - 1] != Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    double total = counts[size - 1];
    if (total == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
      return Double.NaN;
    }
    if (lower >= upper) {
      return 0;
    }
    return (rankOf(upper) - rankOf(lower)) / total;
  }

  /** How many observations are up to a value. */
  private double rankOf(double value) {
    double total = counts[size - 1];
    double below = 0;
    double start = bounds[0] <= 0 ? Double.NEGATIVE_INFINITY : 0;
    for (int i = 0; i < size; i++) {
      double end = bounds[i];
      if (start >= value) {
        return Math.min(below, total);
      }
      if (end > value) {
        double rank =
            start == Double.NEGATIVE_INFINITY
                ? counts[i]
                : below + (counts[i] - below) * (value - start) / (end - start);
        return rank > total ? total : rank;
      }
      below = counts[i];
      start = end;
    }
    return total;
  }
}
