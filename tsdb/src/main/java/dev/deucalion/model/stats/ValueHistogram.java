package dev.deucalion.model.stats;

import java.util.Arrays;

/** Counts values by buckets with fixed bounds. Safe for many threads. */
public final class ValueHistogram {
  private final double[] bounds;
  private final long[] counts;
  private double sum;

  /**
   * A histogram that has seen nothing.
   *
   * @param bounds upper bounds of the buckets, inclusive, rising; one without bound is added
   */
  public ValueHistogram(double... bounds) {
    this.bounds = bounds.clone();
    counts = new long[bounds.length + 1];
  }

  /**
   * Bounds each of which is a multiple of the one before.
   *
   * @param first the least bound
   */
  public static ValueHistogram exponential(double first, double factor, int count) {
    double[] bounds = new double[count];
    double bound = first;
    for (int i = 0; i < count; i++) {
      bounds[i] = bound;
      bound *= factor;
    }
    return new ValueHistogram(bounds);
  }

  /** Adds a value. */
  public synchronized void add(double value) {
    int bucket = Arrays.binarySearch(bounds, value);
    counts[bucket < 0 ? -bucket - 1 : bucket]++;
    sum += value;
  }

  /** What is known now. */
  public synchronized ValueCounts counts() {
    return new ValueCounts(
        Arrays.stream(bounds).boxed().toList(), Arrays.stream(counts).boxed().toList(), sum);
  }
}
