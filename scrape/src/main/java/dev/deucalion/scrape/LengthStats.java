package dev.deucalion.scrape;

import java.util.Arrays;

/** Durations, summed up at one moment. */
public final class LengthStats {
  private final long count;
  private final double sumSeconds;
  private final double[] recentSeconds;

  /**
   * @param recentSeconds the latest durations, in any order; not changed any more
   */
  LengthStats(long count, double sumSeconds, double[] recentSeconds) {
    this.count = count;
    this.sumSeconds = sumSeconds;
    this.recentSeconds = recentSeconds;
    Arrays.sort(recentSeconds);
  }

  /** How many there were. */
  public long count() {
    return count;
  }

  public double sumSeconds() {
    return sumSeconds;
  }

  /** The quantile of the latest few hundred in seconds, NaN when there are none. */
  public double quantile(double q) {
    if (recentSeconds.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(q * recentSeconds.length) - 1;
    return recentSeconds[Math.clamp(rank, 0, recentSeconds.length - 1)];
  }
}
