package dev.deucalion.scrape;

import java.util.Arrays;

/** Collects durations. Safe for many threads. */
final class Lengths {
  private static final int RECENT = 512;

  private final double[] recent = new double[RECENT];
  private long count;
  private double sumSeconds;

  synchronized void add(double seconds) {
    recent[(int) (count % RECENT)] = seconds;
    count++;
    sumSeconds += seconds;
  }

  synchronized LengthStats stats() {
    double[] latest = Arrays.copyOf(recent, (int) Math.min(count, RECENT));
    return new LengthStats(count, sumSeconds, latest);
  }
}
