package dev.deucalion.tsdb.block;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/** Floats and histograms of one series by time, in runs of random length. */
final class MixedSamples {
  private static final BucketLayout LAYOUT =
      BucketLayout.exponential(0, 0.001, new int[] {0, 1}, new int[0]);

  private MixedSamples() {}

  static NavigableMap<Long, Object> random(Random random, int count) {
    NavigableMap<Long, Object> samples = new TreeMap<>();
    boolean histogram = random.nextBoolean();
    long timeMs = 0;
    for (int i = 0; i < count; i++) {
      timeMs += 1 + random.nextInt(20);
      samples.put(timeMs, histogram ? histogram(i) : (Object) (double) i);
      histogram ^= random.nextInt(40) == 0;
    }
    return samples;
  }

  private static Histogram histogram(long count) {
    return new IntHistogram(
        CounterResetHint.UNKNOWN, LAYOUT, 0, count, count, new long[] {count}, new long[0]);
  }
}
