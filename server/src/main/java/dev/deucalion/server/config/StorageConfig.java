package dev.deucalion.server.config;

/**
 * The section {@code storage}.
 *
 * @param retention how much is kept
 * @param outOfOrderWindowMs how much older than the newest sample one may be that comes after a
 *     newer one of its series, in milliseconds, 0 or more
 * @param staleSeriesThreshold part of the series, 0 to 1, that must have ended for them to become
 *     blocks early; 0 never does
 * @param maxExemplars how many exemplars are kept, where exemplars are kept at all, 0 or more
 */
public record StorageConfig(
    Retention retention, long outOfOrderWindowMs, double staleSeriesThreshold, int maxExemplars) {
  static final int DEFAULT_MAX_EXEMPLARS = 100_000;
}
