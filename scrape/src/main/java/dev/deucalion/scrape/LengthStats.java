package dev.deucalion.scrape;

/**
 * Durations, summed up.
 *
 * @param recentSeconds the latest ones, ascending, for quantiles
 */
public record LengthStats(long count, double sumSeconds, double[] recentSeconds) {
  /** The quantile of the latest durations in seconds, NaN when there are none. */
  public double quantile(double q) {
    if (recentSeconds.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(q * recentSeconds.length) - 1;
    return recentSeconds[Math.clamp(rank, 0, recentSeconds.length - 1)];
  }
}
