package dev.deucalion.tsdb;

import dev.deucalion.tsdb.compact.RetentionLimits;

/**
 * Settings that may change while the store is open.
 *
 * @param outOfOrderWindowMs how much older than the newest sample of the store a sample may be and
 *     still be taken behind a newer one of its series, in milliseconds; 0 takes none
 * @param maxExemplars how many exemplars are kept in memory, for all series together; 0 keeps none
 * @param staleSeriesThreshold part of the head's series, 0 to 1, that must have ended for them to
 *     become blocks early; 0 never does
 * @param retention how much is kept
 */
public record ReloadableOptions(
    long outOfOrderWindowMs,
    int maxExemplars,
    double staleSeriesThreshold,
    RetentionLimits retention) {
  /** As in a Prometheus without flags: no late samples, no exemplars. */
  public static final ReloadableOptions DEFAULTS =
      new ReloadableOptions(0, 0, 0, RetentionLimits.DEFAULTS);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when a value is out of its range
   */
  public ReloadableOptions {
    if (outOfOrderWindowMs < 0) {
      throw new IllegalArgumentException("out-of-order window of " + outOfOrderWindowMs + " ms");
    }
    if (maxExemplars < 0) {
      throw new IllegalArgumentException(maxExemplars + " exemplars");
    }
    if (!(staleSeriesThreshold >= 0 && staleSeriesThreshold <= 1)) {
      throw new IllegalArgumentException("threshold of stale series " + staleSeriesThreshold);
    }
  }

  /** The same with another window for late samples, ms. */
  public ReloadableOptions withOutOfOrderWindowMs(long newOutOfOrderWindowMs) {
    return new ReloadableOptions(
        newOutOfOrderWindowMs, maxExemplars, staleSeriesThreshold, retention);
  }

  /** The same with room for another number of exemplars. */
  public ReloadableOptions withMaxExemplars(int newMaxExemplars) {
    return new ReloadableOptions(
        outOfOrderWindowMs, newMaxExemplars, staleSeriesThreshold, retention);
  }

  /** The same with another part of ended series, 0 to 1. */
  public ReloadableOptions withStaleSeriesThreshold(double newStaleSeriesThreshold) {
    return new ReloadableOptions(
        outOfOrderWindowMs, maxExemplars, newStaleSeriesThreshold, retention);
  }

  /** The same with other limits of what is kept. */
  public ReloadableOptions withRetention(RetentionLimits newRetention) {
    return new ReloadableOptions(
        outOfOrderWindowMs, maxExemplars, staleSeriesThreshold, newRetention);
  }
}
