package dev.deucalion.model.histogram;

import java.util.Arrays;

/**
 * Buckets of a lower exponential schema, made of those of a higher one: with each step down, two
 * neighbours become one.
 */
final class CoarserBuckets {
  private CoarserBuckets() {}

  /**
   * Index of the bucket that takes in another.
   *
   * @param steps down, from 0 on
   */
  private static int index(int index, int steps) {
    return (index - 1 >> Math.min(steps, Integer.SIZE - 1)) + 1;
  }

  /** Spans of the coarser buckets. */
  static int[] spans(int[] spans, int steps) {
    int[] indices = BucketSpans.indices(spans);
    int count = 0;
    for (int fine : indices) {
      int coarse = index(fine, steps);
      if (count == 0 || indices[count - 1] != coarse) {
        indices[count++] = coarse;
      }
    }
    return BucketSpans.of(Arrays.copyOf(indices, count));
  }

  /**
   * Counts of the coarser buckets.
   *
   * @param spans of {@code counts}
   */
  static long[] counts(int[] spans, long[] counts, int steps) {
    int[] indices = BucketSpans.indices(spans);
    long[] sums = new long[counts.length];
    int at = -1;
    for (int i = 0; i < counts.length; i++) {
      at += i == 0 || index(indices[i], steps) != index(indices[i - 1], steps) ? 1 : 0;
      sums[at] += counts[i];
    }
    return Arrays.copyOf(sums, at + 1);
  }

  /** As {@link #counts(int[], long[], int)}. */
  static double[] counts(int[] spans, double[] counts, int steps) {
    int[] indices = BucketSpans.indices(spans);
    double[] sums = new double[counts.length];
    int at = -1;
    for (int i = 0; i < counts.length; i++) {
      at += i == 0 || index(indices[i], steps) != index(indices[i - 1], steps) ? 1 : 0;
      sums[at] += counts[i];
    }
    return Arrays.copyOf(sums, at + 1);
  }
}
