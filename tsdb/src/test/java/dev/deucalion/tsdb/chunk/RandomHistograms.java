package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.BucketSpans;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Histograms of one series as a program would expose them: counters mostly grow, buckets come, now
 * and then everything begins anew.
 */
public final class RandomHistograms {
  private final Random random;
  private final boolean floats;
  private final CounterResetHint hint;
  private final SortedMap<Integer, Long> positive = new TreeMap<>();
  private final SortedMap<Integer, Long> negative = new TreeMap<>();
  private int schema = 3;
  private double zeroThreshold = 0x1p-128;
  private long zeroCount;
  private double sum;

  public RandomHistograms(Random random, boolean floats, boolean gauge) {
    this.random = random;
    this.floats = floats;
    this.hint = gauge ? CounterResetHint.GAUGE : CounterResetHint.UNKNOWN;
  }

  public Histogram next() {
    switch (random.nextInt(40)) {
      case 0 -> {
        return floats ? FloatHistogram.STALE : IntHistogram.STALE;
      }
      case 1 -> restart();
      case 2 -> schema = random.nextInt(-4, 9);
      case 3 -> zeroThreshold = random.nextBoolean() ? 0 : random.nextDouble();
      case 4 -> positive.keySet().removeIf(_ -> random.nextInt(4) == 0);
      default -> {}
    }
    if (hint == CounterResetHint.GAUGE && random.nextInt(4) == 0) {
      restart();
    }
    for (int i = random.nextInt(20); i > 0; i--) {
      observe();
    }
    return histogram();
  }

  /** The same buckets with greater counts. */
  Histogram grown(Histogram histogram) {
    return switch (histogram) {
      case IntHistogram h -> {
        long[] counts = Arrays.stream(h.positive()).map(c -> c + random.nextInt(50)).toArray();
        long more = Arrays.stream(counts).sum() - Arrays.stream(h.positive()).sum();
        yield new IntHistogram(
            h.resetHint(),
            h.layout(),
            h.zeroCount(),
            h.count() + more,
            h.sum() + more,
            counts,
            h.negative());
      }
      case FloatHistogram h -> {
        double[] counts = Arrays.stream(h.positive()).map(c -> c + random.nextDouble()).toArray();
        yield new FloatHistogram(
            h.resetHint(),
            h.layout(),
            h.zeroCount(),
            h.count() + 50,
            h.sum() - 1,
            counts,
            h.negative());
      }
    };
  }

  private void restart() {
    positive.clear();
    negative.clear();
    zeroCount = 0;
    sum = 0;
  }

  private void observe() {
    int bucket = (int) (random.nextGaussian() * 6);
    long times = random.nextInt(5) == 0 ? random.nextInt(1 << random.nextInt(1, 30)) : 1;
    switch (random.nextInt(10)) {
      case 0 -> zeroCount += times;
      case 1, 2 -> negative.merge(bucket, times, Long::sum);
      default -> positive.merge(bucket, times, Long::sum);
    }
    sum += bucket * times + random.nextDouble();
  }

  private Histogram histogram() {
    BucketLayout layout =
        BucketLayout.exponential(schema, zeroThreshold, spans(positive), spans(negative));
    long count = zeroCount + total(positive) + total(negative);
    if (!floats) {
      return new IntHistogram(
          hint, layout, zeroCount, count, sum, counts(positive), counts(negative));
    }
    return new FloatHistogram(
        hint, layout, zeroCount, count, sum, floats(positive), floats(negative));
  }

  private static int[] spans(SortedMap<Integer, Long> buckets) {
    return BucketSpans.of(buckets.keySet().stream().mapToInt(Integer::intValue).toArray());
  }

  private static long total(SortedMap<Integer, Long> buckets) {
    return Arrays.stream(counts(buckets)).sum();
  }

  private static long[] counts(SortedMap<Integer, Long> buckets) {
    return buckets.values().stream().mapToLong(Long::longValue).toArray();
  }

  private static double[] floats(SortedMap<Integer, Long> buckets) {
    return buckets.values().stream().mapToDouble(n -> n * 0.5).toArray();
  }
}
