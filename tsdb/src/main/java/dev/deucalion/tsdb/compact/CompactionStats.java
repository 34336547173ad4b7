package dev.deucalion.tsdb.compact;

import dev.deucalion.model.stats.ValueCounts;

/**
 * What is known of blocks and how they are made. Counters start at 0 when the store opens; the rest
 * are gauges.
 *
 * @param blocks blocks open now
 * @param blockBytes their bytes on disk
 * @param symbolTableBytes memory for the symbols of their indices
 * @param unreadableBlocks blocks in the directory that cannot be opened
 * @param blocksMinTimeMs beginning of the oldest block, {@link Long#MAX_VALUE} without blocks
 * @param triggered counter of looks at what could be compacted
 * @param failed counter of those that ended with an error
 * @param compactions counter of blocks written
 * @param overlapping counter of compactions of blocks whose times overlap
 * @param compacting whether a block is being written now
 * @param compactionSeconds how long writing a block took
 * @param reloads counter of looks at what blocks there are
 * @param reloadsFailed counter of those that ended with an error
 * @param timeRetentions counter of times that blocks went because of their age
 * @param sizeRetentions counter of times that blocks went because of the room they take
 * @param cleaningSeconds how long it took to rewrite blocks without what was deleted
 * @param chunks chunks that went into a block for the first time
 * @param stale compactions of series that ended
 * @param limits how much is kept
 */
public record CompactionStats(
    int blocks,
    long blockBytes,
    long symbolTableBytes,
    int unreadableBlocks,
    long blocksMinTimeMs,
    long triggered,
    long failed,
    long compactions,
    long overlapping,
    boolean compacting,
    ValueCounts compactionSeconds,
    long reloads,
    long reloadsFailed,
    long timeRetentions,
    long sizeRetentions,
    ValueCounts cleaningSeconds,
    ChunkCounts chunks,
    StaleCompactionStats stale,
    RetentionLimits limits) {
  /** Where there are no blocks. */
  public static final CompactionStats NONE =
      new CompactionStats(
          0,
          0,
          0,
          0,
          Long.MAX_VALUE,
          0,
          0,
          0,
          0,
          false,
          ValueCounts.NONE,
          0,
          0,
          0,
          0,
          ValueCounts.NONE,
          ChunkCounts.NONE,
          StaleCompactionStats.NONE,
          RetentionLimits.NONE);
}
