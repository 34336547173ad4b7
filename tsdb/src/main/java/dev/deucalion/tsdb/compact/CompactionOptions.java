package dev.deucalion.tsdb.compact;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How blocks are made and merged, fixed while the store is open.
 *
 * @param maxBlockRangeMs longest time that blocks are merged up to, in milliseconds; merging is off
 *     when it is not more than the time of the smallest blocks
 * @param maxChunkSegmentBytes size at which a file of chunks in a block ends
 * @param overlapping what becomes of blocks whose times overlap
 * @param maxDelayPercent the head waits up to this part of its chunk range before it becomes a
 *     block, a random time, so that many servers do not do it at once; 0 to 100, 0 is at once
 * @param reloadIntervalMs how often blocks are looked for on disk and retention is applied, in
 *     milliseconds, 1 s at least
 * @param uploadedBlocksFile a JSON file whose {@code uploaded} names blocks: level-1 blocks are
 *     merged only when they are named there. Null merges all
 * @param schedule whether the store does all this by itself
 */
public record CompactionOptions(
    long maxBlockRangeMs,
    long maxChunkSegmentBytes,
    Overlapping overlapping,
    int maxDelayPercent,
    long reloadIntervalMs,
    @Nullable Path uploadedBlocksFile,
    Schedule schedule) {
  /** What becomes of blocks whose times overlap. */
  public enum Overlapping {
    /** They are merged before anything else. */
    MERGED,
    /** They are left for somebody else to merge. */
    KEPT
  }

  /** Who starts compactions. */
  public enum Schedule {
    /** A thread of the store. */
    AUTOMATIC,
    /** The caller alone. */
    MANUAL
  }

  private static final long MIN_RELOAD_INTERVAL_MS = 1000;

  /** A tenth of 15 days: what Prometheus takes for its default retention. */
  private static final long DEFAULT_MAX_BLOCK_RANGE_MS = 36 * 60 * 60 * 1000L;

  /** As in a Prometheus without flags. */
  public static final CompactionOptions DEFAULTS =
      new CompactionOptions(
          DEFAULT_MAX_BLOCK_RANGE_MS,
          512L << 20,
          Overlapping.MERGED,
          0,
          60_000,
          null,
          Schedule.AUTOMATIC);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when a value is out of its range
   */
  public CompactionOptions {
    if (maxBlockRangeMs < 1) {
      throw new IllegalArgumentException("blocks of " + maxBlockRangeMs + " ms");
    }
    if (maxChunkSegmentBytes < 1) {
      throw new IllegalArgumentException("chunk files of " + maxChunkSegmentBytes + " bytes");
    }
    if (maxDelayPercent < 0 || maxDelayPercent > 100) {
      throw new IllegalArgumentException("compaction delayed by " + maxDelayPercent + " percent");
    }
    if (reloadIntervalMs < MIN_RELOAD_INTERVAL_MS) {
      throw new IllegalArgumentException("blocks reloaded every " + reloadIntervalMs + " ms");
    }
  }

  /** The same with another longest time of blocks, ms. */
  public CompactionOptions withMaxBlockRangeMs(long newMaxBlockRangeMs) {
    return new CompactionOptions(
        newMaxBlockRangeMs,
        maxChunkSegmentBytes,
        overlapping,
        maxDelayPercent,
        reloadIntervalMs,
        uploadedBlocksFile,
        schedule);
  }

  /** The same with files of chunks of another size, bytes. */
  public CompactionOptions withMaxChunkSegmentBytes(long newMaxChunkSegmentBytes) {
    return new CompactionOptions(
        maxBlockRangeMs,
        newMaxChunkSegmentBytes,
        overlapping,
        maxDelayPercent,
        reloadIntervalMs,
        uploadedBlocksFile,
        schedule);
  }

  /** The same with another way with blocks that overlap. */
  public CompactionOptions withOverlapping(Overlapping newOverlapping) {
    return new CompactionOptions(
        maxBlockRangeMs,
        maxChunkSegmentBytes,
        newOverlapping,
        maxDelayPercent,
        reloadIntervalMs,
        uploadedBlocksFile,
        schedule);
  }

  /** The same with another longest delay, percent of the chunk range. */
  public CompactionOptions withMaxDelayPercent(int newMaxDelayPercent) {
    return new CompactionOptions(
        maxBlockRangeMs,
        maxChunkSegmentBytes,
        overlapping,
        newMaxDelayPercent,
        reloadIntervalMs,
        uploadedBlocksFile,
        schedule);
  }

  /** The same with another time between two looks for blocks, ms. */
  public CompactionOptions withReloadIntervalMs(long newReloadIntervalMs) {
    return new CompactionOptions(
        maxBlockRangeMs,
        maxChunkSegmentBytes,
        overlapping,
        maxDelayPercent,
        newReloadIntervalMs,
        uploadedBlocksFile,
        schedule);
  }

  /** The same with another file that names what was uploaded, or none. */
  public CompactionOptions withUploadedBlocksFile(@Nullable Path newUploadedBlocksFile) {
    return new CompactionOptions(
        maxBlockRangeMs,
        maxChunkSegmentBytes,
        overlapping,
        maxDelayPercent,
        reloadIntervalMs,
        newUploadedBlocksFile,
        schedule);
  }

  /** The same, started by somebody else. */
  public CompactionOptions withSchedule(Schedule newSchedule) {
    return new CompactionOptions(
        maxBlockRangeMs,
        maxChunkSegmentBytes,
        overlapping,
        maxDelayPercent,
        reloadIntervalMs,
        uploadedBlocksFile,
        newSchedule);
  }
}
