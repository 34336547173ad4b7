package dev.deucalion.tsdb.head;

import dev.deucalion.model.stats.DurationSummary;

/**
 * How the head lets go of what is old.
 *
 * @param done counter of times that it was asked to
 * @param failed counter of those whose log could not be cut
 * @param collections how long it took to let go of series and chunks
 */
public record TruncationStats(long done, long failed, DurationSummary collections) {
  /** Before the first one. */
  public static final TruncationStats NONE = new TruncationStats(0, 0, DurationSummary.NONE);
}
