package dev.deucalion.storage;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.BucketSpans;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import java.util.Map;
import java.util.TreeMap;

/** Histograms of tests. */
public final class TestHistograms {
  private static final double[] BOUNDS = {1, 2.5, 10};

  private TestHistograms() {}

  /** A histogram of integers; a counter that grows with {@code n}. */
  public static IntHistogram ofInts(int n) {
    return ofInts(n, 3);
  }

  /**
   * A histogram of integers with so many positive buckets beside two negative ones.
   *
   * @param n from 0 on; counts grow with it
   */
  public static IntHistogram ofInts(int n, int buckets) {
    long[] positive = new long[buckets];
    long total = 2L * n + 3;
    for (int i = 0; i < buckets; i++) {
      positive[i] = (long) n + i;
      total += positive[i];
    }
    BucketLayout layout =
        BucketLayout.exponential(2, 0.001, new int[] {0, buckets}, new int[] {-1, 2});
    return new IntHistogram(
        CounterResetHint.UNKNOWN, layout, 1, total, n * 1.5, positive, new long[] {n + 1, n + 1});
  }

  /** The same with float counts. */
  public static FloatHistogram ofFloats(int n) {
    return ofInts(n).toFloat();
  }

  /** A histogram of integers with bucket bounds of its own. */
  public static IntHistogram custom(int n) {
    return new IntHistogram(
        CounterResetHint.UNKNOWN,
        BucketLayout.custom(new int[] {0, 4}, BOUNDS),
        0,
        4L * n,
        n,
        new long[] {n, n, n, n},
        new long[0]);
  }

  /** What a histogram says, whatever its hint and its empty buckets. */
  public static Object plain(Histogram histogram) {
    if (histogram.isStale()) {
      return histogram.getClass().getSimpleName() + " stale";
    }
    FloatHistogram h = histogram.toFloat();
    return histogram.getClass().getSimpleName()
        + " "
        + h.layout().schema()
        + " "
        + h.count()
        + " "
        + h.sum()
        + " "
        + h.zeroCount()
        + buckets(h.layout().positiveSpans(), h.positive())
        + buckets(h.layout().negativeSpans(), h.negative());
  }

  private static Map<Integer, Double> buckets(int[] spans, double[] counts) {
    Map<Integer, Double> result = new TreeMap<>();
    int[] indices = BucketSpans.indices(spans);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        result.put(indices[i], counts[i]);
      }
    }
    return result;
  }
}
