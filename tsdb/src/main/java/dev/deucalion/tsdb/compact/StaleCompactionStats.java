package dev.deucalion.tsdb.compact;

import dev.deucalion.model.stats.ValueCounts;

/**
 * Compactions of series that ended, before the rest of the head is due.
 *
 * @param triggered counter of those begun
 * @param failed counter of those that ended with an error
 * @param seconds how long those took that did not
 */
public record StaleCompactionStats(long triggered, long failed, ValueCounts seconds) {
  /** Before the first one. */
  public static final StaleCompactionStats NONE = new StaleCompactionStats(0, 0, ValueCounts.NONE);
}
