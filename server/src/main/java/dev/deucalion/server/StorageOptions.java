package dev.deucalion.server;

import dev.deucalion.server.config.Retention;
import dev.deucalion.server.config.StorageConfig;
import dev.deucalion.server.flags.Flags;
import dev.deucalion.server.flags.StorageFlags;
import dev.deucalion.tsdb.ReloadableOptions;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.compact.RetentionLimits;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What flags and configuration say of the store.
 *
 * @param directory of the data
 * @param fromFlags what the flags say, the longest block only if they do
 * @param longestBlock where it comes from
 * @param exemplars whether the configuration's number of exemplars counts
 */
record StorageOptions(
    Path directory, TsdbOptions fromFlags, LongestBlock longestBlock, Exemplars exemplars) {
  private static final Logger LOG = LoggerFactory.getLogger(StorageOptions.class);
  private static final int WAL_PAGE_BYTES = 32 << 10;
  private static final int MAX_SAMPLES_PER_CHUNK = 120;
  private static final long MIN_RELOAD_INTERVAL_MS = 1_000;
  private static final int DEFAULT_DELAY_PERCENT = 10;

  /** Who says how long blocks may become. */
  enum LongestBlock {
    FLAG,
    RETENTION
  }

  /** Whether exemplars are kept. */
  enum Exemplars {
    KEPT,
    DROPPED
  }

  /**
   * Works the options out of flags that keep to {@link FlagLimits}.
   *
   * @throws IllegalArgumentException when a value cannot be used
   */
  static StorageOptions of(Flags flags, Features features) {
    TsdbOptions options =
        TsdbOptions.DEFAULTS
            .withChunkRangeMs(flags.get(StorageFlags.MIN_BLOCK_DURATION))
            .withSamplesPerChunk(
                Math.clamp(flags.get(StorageFlags.SAMPLES_PER_CHUNK), 1, MAX_SAMPLES_PER_CHUNK))
            .withWalSyncDelayMs(flags.get(StorageFlags.WAL_SYNC_DELAY))
            .withCompaction(compaction(flags, features));
    long segmentBytes = flags.get(StorageFlags.WAL_SEGMENT_SIZE);
    if (segmentBytes != 0) {
      int pages = Math.toIntExact(segmentBytes / WAL_PAGE_BYTES);
      options = options.withWalSegmentBytes(pages * WAL_PAGE_BYTES);
    }
    if (!flags.get(StorageFlags.WAL_COMPRESSION)) {
      options = options.withWalCompression(TsdbOptions.WalCompression.NONE);
    } else if (flags.get(StorageFlags.WAL_COMPRESSION_TYPE).equals("zstd")) {
      options = options.withWalCompression(TsdbOptions.WalCompression.ZSTD);
    }
    if (flags.get(StorageFlags.NO_LOCKFILE)) {
      options = options.withLockFile(TsdbOptions.LockFile.NONE);
    }
    boolean given = flags.get(StorageFlags.MAX_BLOCK_DURATION) != 0;
    return new StorageOptions(
        Path.of(flags.get(StorageFlags.PATH)),
        options,
        given ? LongestBlock.FLAG : LongestBlock.RETENTION,
        features.has(Feature.EXEMPLAR_STORAGE) ? Exemplars.KEPT : Exemplars.DROPPED);
  }

  private static CompactionOptions compaction(Flags flags, Features features) {
    CompactionOptions options = CompactionOptions.DEFAULTS;
    long maxBlockMs = flags.get(StorageFlags.MAX_BLOCK_DURATION);
    if (maxBlockMs != 0) {
      options = options.withMaxBlockRangeMs(maxBlockMs);
    }
    long segmentBytes = flags.get(StorageFlags.MAX_BLOCK_CHUNK_SEGMENT_SIZE);
    if (segmentBytes != 0) {
      options = options.withMaxChunkSegmentBytes(segmentBytes);
    }
    if (!flags.get(StorageFlags.ALLOW_OVERLAPPING_COMPACTION)) {
      options = options.withOverlapping(CompactionOptions.Overlapping.KEPT);
    }
    if (features.has(Feature.DELAYED_COMPACTION)) {
      options = options.withMaxDelayPercent(delayPercent(flags));
    }
    String uploaded = flags.get(StorageFlags.DELAY_COMPACT_FILE_PATH);
    if (!uploaded.isEmpty()) {
      LOG.info(
          "Compactions will be delayed for blocks not marked as uploaded in the file tracking"
              + " uploads, path={}",
          uploaded);
      options = options.withUploadedBlocksFile(Path.of(uploaded));
    }
    return options.withReloadIntervalMs(reloadIntervalMs(flags));
  }

  private static int delayPercent(Flags flags) {
    int percent = flags.get(StorageFlags.DELAYED_COMPACTION_MAX_PERCENT);
    if (percent >= 1 && percent <= 100) {
      return percent;
    }
    LOG.warn(
        "The --storage.tsdb.delayed-compaction.max-percent should have a value between 1 and 100."
            + " Using default, default={}",
        DEFAULT_DELAY_PERCENT);
    return DEFAULT_DELAY_PERCENT;
  }

  private static long reloadIntervalMs(Flags flags) {
    long intervalMs = flags.get(StorageFlags.BLOCK_RELOAD_INTERVAL);
    if (intervalMs >= MIN_RELOAD_INTERVAL_MS) {
      return intervalMs;
    }
    LOG.warn(
        "The option --storage.tsdb.block-reload-interval is set to a value less than 1s. Setting it"
            + " to 1s to avoid overload.");
    return MIN_RELOAD_INTERVAL_MS;
  }

  /** What the store is opened with. */
  TsdbOptions tsdb(StorageConfig config) {
    CompactionOptions compaction = fromFlags.compaction();
    if (longestBlock == LongestBlock.RETENTION) {
      compaction = compaction.withMaxBlockRangeMs(config.retention().maxBlockMs());
    }
    return fromFlags.withCompaction(compaction).withReloadable(reloadable(config));
  }

  /** What may change while the store is open. */
  ReloadableOptions reloadable(StorageConfig config) {
    Retention retention = config.retention();
    return ReloadableOptions.DEFAULTS
        .withOutOfOrderWindowMs(config.outOfOrderWindowMs())
        .withStaleSeriesThreshold(config.staleSeriesThreshold())
        .withMaxExemplars(
            switch (exemplars) {
              case KEPT -> config.maxExemplars();
              case DROPPED -> 0;
            })
        .withRetention(
            new RetentionLimits(retention.timeMs(), retention.bytes(), retention.percentage()));
  }
}
