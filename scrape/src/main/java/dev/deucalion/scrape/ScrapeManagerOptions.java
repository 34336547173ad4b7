package dev.deucalion.scrape;

import dev.deucalion.scrape.options.ScrapeFeature;
import java.util.Set;

/**
 * What concerns all jobs, from flags and the machine.
 *
 * @param userAgent the {@code User-Agent} of scrapes
 * @param hostname the machine's full name: part of the seed of scrape offsets
 * @param alignTimestamps whether a scrape that begins little too late gets the time it was due
 *     ({@code scrape.adjust-timestamps})
 * @param timestampToleranceMs what is little; never more than a hundredth of the interval ({@code
 *     scrape.timestamp-tolerance})
 * @param maxBodyBytes bound of a body for which no {@code body_size_limit} is configured
 * @param features what is switched on
 */
public record ScrapeManagerOptions(
    String userAgent,
    String hostname,
    boolean alignTimestamps,
    long timestampToleranceMs,
    long maxBodyBytes,
    Set<ScrapeFeature> features) {
  private static final long MAX_BODY_BYTES = 1L << 29;

  /** Checks tolerance and bound, and copies what is mutable. */
  public ScrapeManagerOptions {
    if (timestampToleranceMs < 0 || maxBodyBytes <= 0) {
      throw new IllegalArgumentException("a tolerance below 0, or no room for a body");
    }
    features = Set.copyOf(features);
  }

  /**
   * Prometheus' defaults. Without a configured limit a body may take an eighth of the heap, up to
   * 512 MiB.
   */
  public static ScrapeManagerOptions defaults(String userAgent, String hostname) {
    long share = Runtime.getRuntime().maxMemory() / 8;
    return new ScrapeManagerOptions(
        userAgent, hostname, true, 2, Math.min(MAX_BODY_BYTES, Math.max(1 << 20, share)), Set.of());
  }

  /** These options with another bound of bytes of a body. */
  public ScrapeManagerOptions withMaxBodyBytes(long bytes) {
    return new ScrapeManagerOptions(
        userAgent, hostname, alignTimestamps, timestampToleranceMs, bytes, features);
  }

  /** These options with other features switched on. */
  public ScrapeManagerOptions withFeatures(Set<ScrapeFeature> enabled) {
    return new ScrapeManagerOptions(
        userAgent, hostname, alignTimestamps, timestampToleranceMs, maxBodyBytes, enabled);
  }
}
