package dev.deucalion.tsdb.life;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import java.util.Arrays;
import java.util.Random;

/** Histograms of one series with bounds of its own, which grow, begin anew and get other bounds. */
final class CustomHistograms {
  private final Random random;
  private final boolean floats;
  private double[] bounds = {0.5, 2, 10};
  private long[] counts = new long[bounds.length + 1];
  private double sum;

  CustomHistograms(Random random, boolean floats) {
    this.random = random;
    this.floats = floats;
  }

  Histogram next() {
    switch (random.nextInt(20)) {
      case 0 -> restart(bounds);
      case 1 -> restart(random.doubles(1 + random.nextInt(8)).distinct().sorted().toArray());
      default -> {}
    }
    for (int i = random.nextInt(10); i > 0; i--) {
      counts[random.nextInt(counts.length)]++;
      sum += random.nextDouble();
    }
    BucketLayout layout = BucketLayout.custom(new int[] {0, counts.length}, bounds.clone());
    long count = Arrays.stream(counts).sum();
    return floats
        ? new FloatHistogram(
            CounterResetHint.UNKNOWN,
            layout,
            0,
            count,
            sum,
            Arrays.stream(counts).asDoubleStream().toArray(),
            new double[0])
        : new IntHistogram(
            CounterResetHint.UNKNOWN, layout, 0, count, sum, counts.clone(), new long[0]);
  }

  private void restart(double[] newBounds) {
    bounds = newBounds;
    counts = new long[newBounds.length + 1];
    sum = 0;
  }
}
