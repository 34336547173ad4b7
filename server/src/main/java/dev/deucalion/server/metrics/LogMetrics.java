package dev.deucalion.server.metrics;

import dev.deucalion.tsdb.wal.CheckpointStats;
import dev.deucalion.tsdb.wal.WalStats;
import dev.deucalion.tsdb.wal.WriteState;
import java.util.Locale;

/** Metrics of the store's write-ahead log and its checkpoints. */
final class LogMetrics {
  private static final String PREFIX = "prometheus_tsdb_";
  private static final String WAL = PREFIX + "wal_";
  private static final String LATE = PREFIX + "out_of_order_wbl_";
  private static final double[] QUANTILES = {0.5, 0.9, 0.99};

  private LogMetrics() {}

  static void add(Families families, WalStats log) {
    addWritten(families, log);
    families.counter(
        PREFIX + "wal_corruptions", "Places where the log was damaged.", log.corruptions());
    addCheckpoints(families, log.checkpoints());
  }

  /** Metrics of what is written to the log. */
  static void addWritten(Families families, WalStats log) {
    addWrites(families, WAL, log);
    families.counter(
        "deucalion_tsdb_wal_fsyncs_failed",
        "Syncs of the log that failed; they are tried again.",
        log.fsyncsFailed());
  }

  /** Whether the store takes samples. */
  static void addReadOnly(Families families, WriteState state) {
    families.gauge(
        "deucalion_tsdb_read_only",
        "1 while the disk is full and the store takes no samples, 0 otherwise.",
        state == WriteState.DISK_FULL ? 1 : 0);
  }

  /** Metrics of the log of samples out of order. */
  static void addLate(Families families, WalStats log) {
    addWrites(families, LATE, log);
  }

  private static void addWrites(Families families, String prefix, WalStats log) {
    families.gauge(prefix + "segment_current", "Segment that is written.", log.segment());
    families.counter(
        prefix + "writes_failed",
        "Commits refused because the log could not be written.",
        log.writesFailed());
    families.counter(prefix + "completed_pages", "Pages filled.", log.pagesCompleted());
    families.gauge(prefix + "storage_size_bytes", "Size of the log.", log.sizeBytes());
    families.summaries(
        prefix + "fsync_duration_seconds",
        "How long syncs took.",
        QUANTILES,
        durations -> durations.add(log.fsyncs()));
    addVolume(families, prefix, log.volume());
  }

  private static void addVolume(Families families, String prefix, WalStats.Volume volume) {
    families.counter(
        prefix + "page_flushes",
        "Pages written, those that were not full yet included.",
        volume.pageFlushes());
    families.counter(
        prefix + "record_part_writes", "Parts of records written.", volume.fragments());
    families.counter(
        prefix + "record_parts_bytes_written",
        "Bytes of parts of records, with their headers.",
        volume.fragmentBytes());
    families.counters(
        prefix + "record_bytes_saved",
        "Bytes that compression of records spared.",
        values ->
            values.add(
                volume.savedBytes(),
                "compression",
                volume.compression().name().toLowerCase(Locale.ROOT)));
  }

  private static void addCheckpoints(Families families, CheckpointStats checkpoints) {
    families.counter(
        PREFIX + "checkpoint_creations", "Checkpoints that were begun.", checkpoints.created());
    families.counter(
        PREFIX + "checkpoint_creations_failed",
        "Checkpoints that could not be made.",
        checkpoints.creationsFailed());
    families.counter(
        PREFIX + "checkpoint_deletions",
        "Times that old checkpoints were deleted.",
        checkpoints.deletions());
    families.counter(
        PREFIX + "checkpoint_deletions_failed",
        "Failures to delete old checkpoints.",
        checkpoints.deletionsFailed());
    families.counter(
        PREFIX + "wal_truncations", "Times that the log was cut.", checkpoints.truncations());
    families.counter(
        PREFIX + "wal_truncations_failed",
        "Failures to cut the log.",
        checkpoints.truncationsFailed());
    families.summaries(
        PREFIX + "wal_truncate_duration_seconds",
        "How long it took to cut the log.",
        new double[0],
        durations -> durations.add(checkpoints.took()));
  }
}
