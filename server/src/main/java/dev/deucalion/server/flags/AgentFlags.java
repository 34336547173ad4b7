package dev.deucalion.server.flags;

import java.util.List;

/** Flags that only agent mode takes. */
public final class AgentFlags {
  public static final Flag<String> PATH =
      Flag.of("storage.agent.path", FlagType.TEXT, "Base path for metrics storage.")
          .byDefault("data-agent/")
          .agentOnly();

  public static final Flag<Long> WAL_SEGMENT_SIZE =
      Flag.of(
              "storage.agent.wal-segment-size",
              FlagType.BYTES,
              "Size of the segment files of the WAL. Example: 100MB")
          .shownAs("<bytes>")
          .notInHelp()
          .agentOnly();

  public static final Flag<Boolean> WAL_COMPRESSION =
      Flag.of("storage.agent.wal-compression", FlagType.SWITCH, "Compress the agent WAL.")
          .byDefault("true")
          .agentOnly();

  public static final Flag<String> WAL_COMPRESSION_TYPE =
      Flag.of(
              "storage.agent.wal-compression-type",
              FlagType.WAL_COMPRESSION,
              "How the agent WAL is compressed: snappy or zstd.")
          .byDefault("snappy")
          .notInHelp()
          .agentOnly();

  public static final Flag<Long> WAL_TRUNCATE_FREQUENCY =
      Flag.of(
              "storage.agent.wal-truncate-frequency",
              FlagType.DURATION,
              "How often the WAL is truncated.")
          .shownAs("<duration>")
          .notInHelp()
          .agentOnly();

  public static final Flag<Long> RETENTION_MIN_TIME =
      Flag.of(
              "storage.agent.retention.min-time",
              FlagType.DURATION,
              "Least age of samples that a truncation of the WAL may delete.")
          .byDefault("5m")
          .agentOnly();

  public static final Flag<Long> RETENTION_MAX_TIME =
      Flag.of(
              "storage.agent.retention.max-time",
              FlagType.DURATION,
              "Age of samples that a truncation of the WAL deletes in any case.")
          .byDefault("4h")
          .agentOnly();

  public static final Flag<Boolean> CHECKPOINT_FROM_IN_MEMORY_SERIES =
      Flag.of(
              "storage.agent.checkpoint-from-in-memory-series",
              FlagType.SWITCH,
              "Build checkpoints from the series in memory only.")
          .agentOnly();

  public static final Flag<Integer> CHECKPOINT_BATCH_SIZE =
      Flag.of(
              "storage.agent.checkpoint-batch-size",
              FlagType.INT,
              "Size of a batch written to a checkpoint that is built from memory.")
          .byDefault("1000")
          .agentOnly();

  public static final Flag<Boolean> NO_LOCKFILE =
      Flag.of(
              "storage.agent.no-lockfile",
              FlagType.SWITCH,
              "Do not create a lock file in the data directory.")
          .agentOnly();

  static final List<Flag<?>> ALL =
      List.of(
          PATH,
          WAL_SEGMENT_SIZE,
          WAL_COMPRESSION,
          WAL_COMPRESSION_TYPE,
          WAL_TRUNCATE_FREQUENCY,
          RETENTION_MIN_TIME,
          RETENTION_MAX_TIME,
          CHECKPOINT_FROM_IN_MEMORY_SERIES,
          CHECKPOINT_BATCH_SIZE,
          NO_LOCKFILE);

  private AgentFlags() {}
}
