package dev.deucalion.server.metrics;

import dev.deucalion.tsdb.wal.CheckpointStats;
import dev.deucalion.tsdb.wal.WalStats;
import dev.deucalion.tsdb.wal.WriteState;

/** Metrics of the store's write-ahead log and its checkpoints. */
final class LogMetrics {
  private static final String PREFIX = "prometheus_tsdb_";
  private static final double[] QUANTILES = {0.5, 0.9, 0.99};

  private LogMetrics() {}

  static void add(Families families, WalStats log) {
    addWrites(families, log);
    addCheckpoints(families, log.checkpoints());
  }

  private static void addWrites(Families families, WalStats log) {
    families.gauge(
        PREFIX + "wal_segment_current", "Segment of the log that is written.", log.segment());
    families.counter(
        PREFIX + "wal_corruptions", "Places where the log was damaged.", log.corruptions());
    families.counter(
        PREFIX + "wal_writes_failed",
        "Commits refused because the log could not be written.",
        log.writesFailed());
    families.counter(
        PREFIX + "wal_completed_pages", "Pages of the log filled.", log.pagesCompleted());
    families.gauge(PREFIX + "wal_storage_size_bytes", "Size of the log.", log.sizeBytes());
    families.summaries(
        PREFIX + "wal_fsync_duration_seconds",
        "How long syncs of the log took.",
        QUANTILES,
        durations -> durations.add(log.fsyncs()));
    families.gauge(
        "deucalion_tsdb_read_only",
        "1 while the disk is full and the store takes no samples, 0 otherwise.",
        log.state() == WriteState.DISK_FULL ? 1 : 0);
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
