package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;

/** Histograms for tests. */
final class TestHistograms {
  private TestHistograms() {}

  /** Positive buckets of schema 0 from index {@code offset} on; count and sum follow from them. */
  static FloatHistogram positive(int offset, double... counts) {
    return exponential(0, 0, 0, offset, counts);
  }

  static FloatHistogram exponential(
      int schema, double zeroThreshold, double zeroCount, int offset, double... counts) {
    int[] spans = counts.length == 0 ? new int[0] : new int[] {offset, counts.length};
    return new FloatHistogram(
        CounterResetHint.UNKNOWN,
        BucketLayout.exponential(schema, zeroThreshold, spans, new int[0]),
        zeroCount,
        total(counts) + zeroCount,
        10 * total(counts),
        counts,
        new double[0]);
  }

  /** Buckets from 1 away from zero on both sides, of schema 0, and a zero bucket. */
  static FloatHistogram twoSided(double[] negative, double zeroCount, double[] positive) {
    return new FloatHistogram(
        CounterResetHint.UNKNOWN,
        BucketLayout.exponential(
            0, 0.001, new int[] {1, positive.length}, new int[] {1, negative.length}),
        zeroCount,
        total(negative) + zeroCount + total(positive),
        1,
        positive,
        negative);
  }

  /** Custom buckets, one more than bounds. */
  static FloatHistogram custom(double[] bounds, double... counts) {
    return new FloatHistogram(
        CounterResetHint.UNKNOWN,
        BucketLayout.custom(new int[] {0, counts.length}, bounds),
        0,
        total(counts),
        10 * total(counts),
        counts,
        new double[0]);
  }

  static double[] bounds(double... bounds) {
    return bounds;
  }

  static FloatHistogram withSum(FloatHistogram h, double count, double sum) {
    return new FloatHistogram(
        h.resetHint(), h.layout(), h.zeroCount(), count, sum, h.positive(), h.negative());
  }

  private static double total(double[] counts) {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    return total;
  }
}
