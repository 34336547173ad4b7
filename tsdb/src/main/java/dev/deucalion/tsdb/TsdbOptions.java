package dev.deucalion.tsdb;

import dev.deucalion.tsdb.compact.CompactionOptions;

/**
 * Settings of a store, with Prometheus' defaults.
 *
 * @param chunkRangeMs no chunk crosses a multiple of this many milliseconds, 1 up to {@link
 *     #MAX_CHUNK_RANGE_MS}; also the time of the smallest blocks, and half the time that the head
 *     grows beyond one
 * @param samplesPerChunk how many samples a chunk should get, 1 to 120; it never gets more than
 *     twice as many
 * @param walSegmentBytes size at which a segment of the log ends, a multiple of 32 KiB
 * @param walCompression how records of the log are compressed
 * @param walSyncDelayMs a commit reaches the disk at most this much later, in milliseconds; 0 syncs
 *     before the commit returns
 * @param lockFile whether the directory is guarded against a second process
 * @param compaction how blocks are made and merged
 * @param reloadable what may change while the store is open
 */
public record TsdbOptions(
    long chunkRangeMs,
    int samplesPerChunk,
    int walSegmentBytes,
    WalCompression walCompression,
    long walSyncDelayMs,
    LockFile lockFile,
    CompactionOptions compaction,
    ReloadableOptions reloadable) {
  /** Whether the data directory holds a lock file while the store is open. */
  public enum LockFile {
    /** There is a lock file, and a second process is refused. */
    HELD,
    /** There is none. */
    NONE
  }

  /** How records of the write-ahead log are compressed. */
  public enum WalCompression {
    /** They are not. */
    NONE,
    /** By snappy. */
    SNAPPY,
    /** By zstd. */
    ZSTD
  }

  /** Longest time of a chunk, ms; times in open chunks have 30 bits. */
  public static final long MAX_CHUNK_RANGE_MS = (1L << 30) - 1;

  /** As in a Prometheus without flags. */
  public static final TsdbOptions DEFAULTS =
      new TsdbOptions(
          2 * 60 * 60 * 1000L,
          120,
          128 << 20,
          WalCompression.SNAPPY,
          1000,
          LockFile.HELD,
          CompactionOptions.DEFAULTS,
          ReloadableOptions.DEFAULTS);

  private static final int WAL_PAGE_BYTES = 32 << 10;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when a value is out of its range
   */
  public TsdbOptions {
    if (chunkRangeMs < 1 || chunkRangeMs > MAX_CHUNK_RANGE_MS) {
      throw new IllegalArgumentException("chunk range of " + chunkRangeMs + " ms");
    }
    if (samplesPerChunk < 1 || samplesPerChunk > 120) {
      throw new IllegalArgumentException(samplesPerChunk + " samples per chunk");
    }
    if (walSegmentBytes < WAL_PAGE_BYTES || walSegmentBytes % WAL_PAGE_BYTES != 0) {
      throw new IllegalArgumentException("log segment of " + walSegmentBytes + " bytes");
    }
    if (walSyncDelayMs < 0) {
      throw new IllegalArgumentException("log sync delay of " + walSyncDelayMs + " ms");
    }
  }

  /** The same with another time of chunks and smallest blocks, ms. */
  public TsdbOptions withChunkRangeMs(long newChunkRangeMs) {
    return new TsdbOptions(
        newChunkRangeMs,
        samplesPerChunk,
        walSegmentBytes,
        walCompression,
        walSyncDelayMs,
        lockFile,
        compaction,
        reloadable);
  }

  /** The same with another number of samples a chunk. */
  public TsdbOptions withSamplesPerChunk(int newSamplesPerChunk) {
    return new TsdbOptions(
        chunkRangeMs,
        newSamplesPerChunk,
        walSegmentBytes,
        walCompression,
        walSyncDelayMs,
        lockFile,
        compaction,
        reloadable);
  }

  /** The same with segments of the log of another size, bytes. */
  public TsdbOptions withWalSegmentBytes(int newWalSegmentBytes) {
    return new TsdbOptions(
        chunkRangeMs,
        samplesPerChunk,
        newWalSegmentBytes,
        walCompression,
        walSyncDelayMs,
        lockFile,
        compaction,
        reloadable);
  }

  /** The same with another compression of the log. */
  public TsdbOptions withWalCompression(WalCompression newWalCompression) {
    return new TsdbOptions(
        chunkRangeMs,
        samplesPerChunk,
        walSegmentBytes,
        newWalCompression,
        walSyncDelayMs,
        lockFile,
        compaction,
        reloadable);
  }

  /** The same with another delay of what is committed on its way to the disk, ms. */
  public TsdbOptions withWalSyncDelayMs(long newWalSyncDelayMs) {
    return new TsdbOptions(
        chunkRangeMs,
        samplesPerChunk,
        walSegmentBytes,
        walCompression,
        newWalSyncDelayMs,
        lockFile,
        compaction,
        reloadable);
  }

  /** The same with or without a lock file. */
  public TsdbOptions withLockFile(LockFile newLockFile) {
    return new TsdbOptions(
        chunkRangeMs,
        samplesPerChunk,
        walSegmentBytes,
        walCompression,
        walSyncDelayMs,
        newLockFile,
        compaction,
        reloadable);
  }

  /** The same with another way to make and merge blocks. */
  public TsdbOptions withCompaction(CompactionOptions newCompaction) {
    return new TsdbOptions(
        chunkRangeMs,
        samplesPerChunk,
        walSegmentBytes,
        walCompression,
        walSyncDelayMs,
        lockFile,
        newCompaction,
        reloadable);
  }

  /** The same with other settings of those that may change. */
  public TsdbOptions withReloadable(ReloadableOptions newReloadable) {
    return new TsdbOptions(
        chunkRangeMs,
        samplesPerChunk,
        walSegmentBytes,
        walCompression,
        walSyncDelayMs,
        lockFile,
        compaction,
        newReloadable);
  }
}
