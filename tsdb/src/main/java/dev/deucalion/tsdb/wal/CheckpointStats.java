package dev.deucalion.tsdb.wal;

import dev.deucalion.model.stats.DurationSummary;

/**
 * What truncations of a log count.
 *
 * @param created counter of checkpoints begun
 * @param creationsFailed counter of those that failed
 * @param deletions counter of clean-ups of older checkpoints
 * @param deletionsFailed counter of those that failed
 * @param truncations counter of deletions of old segments
 * @param truncationsFailed counter of those that failed
 * @param took how long truncations took that made a checkpoint
 */
public record CheckpointStats(
    long created,
    long creationsFailed,
    long deletions,
    long deletionsFailed,
    long truncations,
    long truncationsFailed,
    DurationSummary took) {
  /** Before the first one. */
  public static final CheckpointStats NONE =
      new CheckpointStats(0, 0, 0, 0, 0, 0, DurationSummary.NONE);
}
