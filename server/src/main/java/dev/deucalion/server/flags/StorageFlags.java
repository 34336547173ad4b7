package dev.deucalion.server.flags;

import java.util.List;

/** Flags of the store on local disk, and of remote storage. */
public final class StorageFlags {
  public static final Flag<String> PATH =
      Flag.of("storage.tsdb.path", FlagType.TEXT, "Base path for metrics storage.")
          .byDefault("data/")
          .serverOnly();

  public static final Flag<Long> MIN_BLOCK_DURATION =
      Flag.of(
              "storage.tsdb.min-block-duration",
              FlagType.DURATION,
              "Least time that a block spans before it is written. For tests.")
          .byDefault("2h")
          .notInHelp()
          .serverOnly();

  public static final Flag<Long> MAX_BLOCK_DURATION =
      Flag.of(
              "storage.tsdb.max-block-duration",
              FlagType.DURATION,
              "Longest time that compacted blocks span. For tests."
                  + " (Defaults to 10% of the retention time.)")
          .shownAs("<duration>")
          .notInHelp()
          .serverOnly();

  public static final Flag<Long> MAX_BLOCK_CHUNK_SEGMENT_SIZE =
      Flag.of(
              "storage.tsdb.max-block-chunk-segment-size",
              FlagType.BYTES,
              "Largest chunk segment of a block. Example: 512MB")
          .shownAs("<bytes>")
          .notInHelp()
          .serverOnly();

  public static final Flag<Long> WAL_SEGMENT_SIZE =
      Flag.of(
              "storage.tsdb.wal-segment-size",
              FlagType.BYTES,
              "Size of the segment files of the WAL. Example: 100MB")
          .shownAs("<bytes>")
          .notInHelp()
          .serverOnly();

  public static final Flag<Long> RETENTION_TIME =
      Flag.of(
              "storage.tsdb.retention.time",
              FlagType.DURATION,
              "[DEPRECATED] How long to keep samples; 15d if neither this nor"
                  + " storage.tsdb.retention.size is set. Units: y, w, d, h, m, s, ms."
                  + " Use storage.tsdb.retention.time of the configuration file instead.")
          .serverOnly();

  public static final Flag<Long> RETENTION_SIZE =
      Flag.of(
              "storage.tsdb.retention.size",
              FlagType.BYTES,
              "[DEPRECATED] Most bytes of blocks to keep. A unit is required: B, KB, MB, GB, TB,"
                  + " PB, EB, each 1024 of the one before."
                  + " Use storage.tsdb.retention.size of the configuration file instead.")
          .serverOnly();

  public static final Flag<Boolean> NO_LOCKFILE =
      Flag.of(
              "storage.tsdb.no-lockfile",
              FlagType.SWITCH,
              "Do not create a lock file in the data directory.")
          .serverOnly();

  public static final Flag<Boolean> ALLOW_OVERLAPPING_COMPACTION =
      Flag.of(
              "storage.tsdb.allow-overlapping-compaction",
              FlagType.SWITCH,
              "Compact overlapping blocks.")
          .byDefault("true")
          .notInHelp()
          .serverOnly();

  public static final Flag<Boolean> WAL_COMPRESSION =
      Flag.of("storage.tsdb.wal-compression", FlagType.SWITCH, "Compress the WAL.")
          .byDefault("true")
          .notInHelp()
          .serverOnly();

  public static final Flag<String> WAL_COMPRESSION_TYPE =
      Flag.of(
              "storage.tsdb.wal-compression-type",
              FlagType.WAL_COMPRESSION,
              "How the WAL is compressed: snappy or zstd.")
          .byDefault("snappy")
          .notInHelp()
          .serverOnly();

  public static final Flag<Long> WAL_SYNC_DELAY =
      Flag.of(
              "storage.tsdb.wal-sync-delay",
              FlagType.DURATION,
              "How long samples that were taken may be in the caches of the system only, so that a"
                  + " loss of power takes them; 0s waits for the disk with each batch."
                  + " Deucalion only.")
          .byDefault("1s")
          .serverOnly();

  public static final Flag<Integer> HEAD_CHUNKS_WRITE_QUEUE_SIZE =
      Flag.of(
              "storage.tsdb.head-chunks-write-queue-size",
              FlagType.INT,
              "Size of the queue through which head chunks are written; 0 for no queue."
                  + " Experimental.")
          .byDefault("0")
          .serverOnly();

  public static final Flag<Integer> SAMPLES_PER_CHUNK =
      Flag.of("storage.tsdb.samples-per-chunk", FlagType.INT, "Samples that a chunk aims at.")
          .byDefault("120")
          .notInHelp()
          .serverOnly();

  public static final Flag<Integer> DELAYED_COMPACTION_MAX_PERCENT =
      Flag.of(
              "storage.tsdb.delayed-compaction.max-percent",
              FlagType.INT,
              "Upper limit of the random delay of compaction, in percent of the head's range.")
          .byDefault("10")
          .notInHelp()
          .serverOnly();

  public static final Flag<String> DELAY_COMPACT_FILE_PATH =
      Flag.of(
              "storage.tsdb.delay-compact-file.path",
              FlagType.TEXT,
              "Path to a JSON file that lists uploaded blocks, such as that of a Thanos sidecar."
                  + " Blocks of level 1 are compacted only once they are listed.")
          .serverOnly();

  public static final Flag<Long> BLOCK_RELOAD_INTERVAL =
      Flag.of(
              "storage.tsdb.block-reload-interval",
              FlagType.DURATION,
              "How often to look for new or removed blocks.")
          .byDefault("1m")
          .notInHelp()
          .serverOnly();

  public static final Flag<Long> REMOTE_FLUSH_DEADLINE =
      Flag.of(
              "storage.remote.flush-deadline",
              FlagType.DURATION,
              "How long to wait for samples to be sent at shutdown or reload.")
          .byDefault("1m");

  public static final Flag<Long> REMOTE_MAX_BACKLOG =
      Flag.of(
              "storage.remote.max-backlog",
              FlagType.BYTES,
              "Most bytes of the WAL that are kept for remote writes that are behind. If set, they"
                  + " go on after a start where they were; 0 lets them begin anew. Example: 10GB."
                  + " Deucalion only.")
          .byDefault("0");

  public static final Flag<Integer> REMOTE_READ_SAMPLE_LIMIT =
      Flag.of(
              "storage.remote.read-sample-limit",
              FlagType.INT,
              "Most samples of one remote read that is not streamed; 0 for no limit.")
          .byDefault("5e7")
          .serverOnly();

  public static final Flag<Integer> REMOTE_READ_CONCURRENT_LIMIT =
      Flag.of(
              "storage.remote.read-concurrent-limit",
              FlagType.INT,
              "Most remote reads at a time; 0 for no limit.")
          .byDefault("10")
          .serverOnly();

  public static final Flag<Integer> REMOTE_READ_MAX_BYTES_IN_FRAME =
      Flag.of(
              "storage.remote.read-max-bytes-in-frame",
              FlagType.INT,
              "Most bytes of one frame of a streamed remote read, before marshalling.")
          .byDefault("1048576")
          .serverOnly();

  static final List<Flag<?>> ALL =
      List.of(
          PATH,
          MIN_BLOCK_DURATION,
          MAX_BLOCK_DURATION,
          MAX_BLOCK_CHUNK_SEGMENT_SIZE,
          WAL_SEGMENT_SIZE,
          RETENTION_TIME,
          RETENTION_SIZE,
          NO_LOCKFILE,
          ALLOW_OVERLAPPING_COMPACTION,
          WAL_COMPRESSION,
          WAL_COMPRESSION_TYPE,
          WAL_SYNC_DELAY,
          HEAD_CHUNKS_WRITE_QUEUE_SIZE,
          SAMPLES_PER_CHUNK,
          DELAYED_COMPACTION_MAX_PERCENT,
          DELAY_COMPACT_FILE_PATH,
          BLOCK_RELOAD_INTERVAL,
          REMOTE_FLUSH_DEADLINE,
          REMOTE_MAX_BACKLOG,
          REMOTE_READ_SAMPLE_LIMIT,
          REMOTE_READ_CONCURRENT_LIMIT,
          REMOTE_READ_MAX_BYTES_IN_FRAME);

  private StorageFlags() {}
}
