package dev.deucalion.server;

import dev.deucalion.server.flags.AgentFlags;
import dev.deucalion.server.flags.Flags;
import dev.deucalion.tsdb.agent.AgentOptions;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import dev.deucalion.tsdb.wal.WalOptions;
import java.nio.file.Path;

/**
 * What flags say of an agent's store.
 *
 * @param directory of the data
 */
record AgentStorageOptions(Path directory, AgentOptions options) {
  private static final int WAL_PAGE_BYTES = 32 << 10;

  /** Works the options out of flags that keep to {@link FlagLimits}. */
  static AgentStorageOptions of(Flags flags) {
    AgentOptions defaults = AgentOptions.DEFAULTS;
    long segmentBytes = flags.get(AgentFlags.WAL_SEGMENT_SIZE);
    WalOptions wal =
        new WalOptions(
            segmentBytes == 0
                ? defaults.wal().segmentBytes()
                : Math.toIntExact(segmentBytes / WAL_PAGE_BYTES) * WAL_PAGE_BYTES,
            compression(flags),
            defaults.wal().syncDelayMs());
    AgentOptions options =
        defaults
            .withWal(wal)
            .withTruncation(
                orDefault(flags.get(AgentFlags.WAL_TRUNCATE_FREQUENCY), defaults.truncateEveryMs()),
                orDefault(flags.get(AgentFlags.RETENTION_MIN_TIME), defaults.minAgeMs()),
                orDefault(flags.get(AgentFlags.RETENTION_MAX_TIME), defaults.maxAgeMs()));
    if (flags.get(AgentFlags.NO_LOCKFILE)) {
      options = options.withLockFile(AgentOptions.LockFile.NONE);
    }
    return new AgentStorageOptions(Path.of(flags.get(AgentFlags.PATH)), options);
  }

  private static Compression compression(Flags flags) {
    if (!flags.get(AgentFlags.WAL_COMPRESSION)) {
      return Compression.NONE;
    }
    return flags.get(AgentFlags.WAL_COMPRESSION_TYPE).equals("zstd")
        ? Compression.ZSTD
        : Compression.SNAPPY;
  }

  private static long orDefault(long given, long byDefault) {
    return given > 0 ? given : byDefault;
  }
}
