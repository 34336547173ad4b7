package dev.deucalion.server.interop.fuzz;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.storage.Appender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Native histograms made up at random: {@code whole} and {@code broken} by their counts, and {@code
 * mixed}, which are floats now and then. They reset, get buckets, become coarser once, and pause.
 *
 * <p>As for {@link FuzzData}, no sample stands on a full second, all counts and sums are multiples
 * of 1/8, and counts stand far above zero.
 */
final class NativeSeries {
  private static final double[] ZERO_THRESHOLDS = {0x1p-128, 0.001, 0.5};
  private static final double FIRST_COUNT = 1 << 24;
  private static final int FIRST_BUCKETS = 4;
  private static final int MOST_BUCKETS = 12;
  private static final int NEGATIVE_BUCKETS = 2;

  private final RandomGenerator random;
  private final List<One> series = new ArrayList<>();

  NativeSeries(RandomGenerator random) {
    this.random = random;
  }

  /** Adds the series of a target. */
  void add(Labels target) {
    for (String path : List.of("/", "/x")) {
      series.add(new One(named(target, "whole", path), Kind.WHOLE));
      series.add(new One(named(target, "broken", path), Kind.BROKEN));
    }
    series.add(new One(named(target, "mixed", "/"), Kind.MIXED));
  }

  private static Labels named(Labels target, String name, String path) {
    return target.toBuilder().set("__name__", name).set("path", path).build();
  }

  /** Adds what the series have at a step, from 0. */
  void append(Appender batch, int step) {
    series.forEach(one -> one.append(batch, step));
  }

  private enum Kind {
    /** Integers. */
    WHOLE,
    /** Multiples of 1/8. */
    BROKEN,
    /** Integers, or floats without buckets. */
    MIXED
  }

  private final class One {
    private final Labels labels;
    private final Kind kind;
    private final int phaseMs = random.nextInt((int) FuzzData.STEP_MS);
    private final int schema = random.nextInt(4);
    private final int coarserFrom = random.nextInt(2 * FuzzData.STEPS);
    private final double zeroThreshold = ZERO_THRESHOLDS[random.nextInt(ZERO_THRESHOLDS.length)];
    private final int offset = random.nextInt(4);
    private final boolean hasNegative = random.nextBoolean();
    private final int pauseFrom = 1 + random.nextInt(2 * FuzzData.STEPS);
    private final int pauseSteps = 1 + random.nextInt(30);
    private final boolean marked = random.nextBoolean();
    private double[] positive = filled(FIRST_BUCKETS);
    private double[] negative;
    private double zero = FIRST_COUNT;
    private double sum;
    private boolean isFloat;

    private One(Labels labels, Kind kind) {
      this.labels = labels;
      this.kind = kind;
      negative = hasNegative ? filled(NEGATIVE_BUCKETS) : new double[0];
    }

    private static double[] filled(int buckets) {
      double[] counts = new double[buckets];
      Arrays.fill(counts, FIRST_COUNT);
      return counts;
    }

    void append(Appender batch, int step) {
      observe();
      boolean ends = step == pauseFrom && marked;
      if (!ends && step >= pauseFrom && step < pauseFrom + pauseSteps) {
        return;
      }
      long timeMs = FuzzData.START_MS + step * FuzzData.STEP_MS + phaseMs + random.nextInt(1_500);
      timeMs += timeMs % 1_000 == 0 ? 1 : 0;
      long ref = batch.seriesRef(labels);
      if (ends) {
        batch.append(ref, timeMs, StaleMarker.VALUE);
      } else if (isFloat) {
        batch.append(ref, timeMs, count());
      } else {
        batch.append(ref, timeMs, histogram(step < coarserFrom ? schema : schema - 1));
      }
    }

    private void observe() {
      isFloat ^= kind == Kind.MIXED && random.nextInt(10) == 0;
      if (random.nextInt(60) == 0 && zero > 1 << 18) {
        positive = halved(positive);
        negative = halved(negative);
        zero = Math.floor(zero / 2);
      }
      if (random.nextInt(40) == 0 && positive.length < MOST_BUCKETS) {
        positive = Arrays.copyOf(positive, positive.length + 1);
      }
      if (random.nextInt(4) == 0) {
        return;
      }
      for (int i = 0; i < positive.length; i++) {
        positive[i] += more();
      }
      for (int i = 0; i < negative.length; i++) {
        negative[i] += more();
      }
      zero += more();
      sum += (random.nextInt(800) - 200) / 8.0;
    }

    private double more() {
      return kind == Kind.BROKEN ? random.nextInt(80) / 8.0 : random.nextInt(12);
    }

    private static double[] halved(double[] counts) {
      return Arrays.stream(counts).map(n -> Math.floor(n / 2)).toArray();
    }

    private double count() {
      return zero + Arrays.stream(positive).sum() + Arrays.stream(negative).sum();
    }

    private Histogram histogram(int atSchema) {
      int first = FIRST_BUCKETS / 2;
      BucketLayout layout =
          BucketLayout.exponential(
              schema,
              zeroThreshold,
              new int[] {offset, first, 2, positive.length - first},
              hasNegative ? new int[] {1, negative.length} : new int[0]);
      return kind == Kind.BROKEN
          ? new FloatHistogram(
                  CounterResetHint.UNKNOWN,
                  layout,
                  zero,
                  count(),
                  sum,
                  positive.clone(),
                  negative.clone())
              .withSchemaAtMost(atSchema)
          : new IntHistogram(
                  CounterResetHint.UNKNOWN,
                  layout,
                  (long) zero,
                  (long) count(),
                  sum,
                  whole(positive),
                  whole(negative))
              .withSchemaAtMost(atSchema);
    }

    private static long[] whole(double[] counts) {
      return Arrays.stream(counts).mapToLong(n -> (long) n).toArray();
    }
  }
}
