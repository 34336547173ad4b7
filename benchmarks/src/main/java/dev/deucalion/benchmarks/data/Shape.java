package dev.deucalion.benchmarks.data;

import java.util.SplittableRandom;

/** How the values of a series move. */
public enum Shape {
  /** Grows by a small random integer. */
  INTEGER_COUNTER {
    @Override
    double next(double last, SplittableRandom random) {
      return last + random.nextInt(40);
    }
  },

  /** Stays, or walks in pages of 4 KiB. */
  INTEGER_GAUGE {
    @Override
    double next(double last, SplittableRandom random) {
      return random.nextInt(8) < 3 ? last : last + (random.nextInt(512) - 255) * 4096.0;
    }
  },

  /** Wanders with three decimals. */
  DECIMAL_GAUGE {
    @Override
    double next(double last, SplittableRandom random) {
      return Math.round((last + random.nextDouble() - 0.5) * 1000) / 1000.0;
    }
  },

  /** Hardly ever moves. */
  CONSTANT {
    @Override
    double next(double last, SplittableRandom random) {
      return random.nextInt(200) == 0 ? last + 1 : last;
    }
  };

  private static final double FIRST = 1 << 30;

  abstract double next(double last, SplittableRandom random);

  /** So many values of a series. */
  public double[] values(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[count];
    double last = this == DECIMAL_GAUGE ? 20 : FIRST;
    for (int i = 0; i < count; i++) {
      last = next(last, random);
      values[i] = last;
    }
    return values;
  }

  /**
   * So many times, 15 s apart.
   *
   * @param jitterMs how far a time may be late, in milliseconds
   */
  public static long[] times(int count, long startMs, int jitterMs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] times = new long[count];
    for (int i = 0; i < count; i++) {
      times[i] = startMs + i * 15_000L + random.nextInt(jitterMs + 1);
    }
    return times;
  }
}
