package dev.deucalion.server.metrics;

import dev.deucalion.tsdb.agent.AgentStats;
import dev.deucalion.tsdb.wal.CheckpointStats;

/** Metrics of an agent's store. */
final class AgentMetrics {
  private static final String PREFIX = "prometheus_agent_";

  private AgentMetrics() {}

  static void add(Families families, AgentStats stats) {
    families.gauge(PREFIX + "active_series", "Series that are known.", stats.activeSeries());
    families.gauge(
        PREFIX + "deleted_series",
        "Series that are not, and that the log still has to name.",
        stats.departedSeries());
    families.counters(
        PREFIX + "samples_appended",
        "Samples committed to the log.",
        values -> {
          values.add(stats.floatsAppended(), "type", "float");
          values.add(stats.histogramsAppended(), "type", "histogram");
        });
    families.counter(
        PREFIX + "exemplars_appended",
        "Exemplars committed to the log.",
        stats.exemplarsAppended());
    families.counter(
        PREFIX + "out_of_order_samples",
        "Samples that were older than the newest of their series.",
        stats.outOfOrder());
    families.summaries(
        PREFIX + "truncate_duration_seconds",
        "How long truncations of the log took.",
        new double[0],
        durations -> durations.add(stats.truncations()));
    addLog(families, stats);
    LogMetrics.addReadOnly(families, stats.log().state());
    LogMetrics.addWritten(families, stats.log());
  }

  private static void addLog(Families families, AgentStats stats) {
    families.counter(
        PREFIX + "corruptions", "Places where the log was damaged.", stats.log().corruptions());
    families.gauge(
        PREFIX + "data_replay_duration_seconds",
        "How long the replay at start took.",
        stats.log().replaySeconds());
    families.gauge(
        PREFIX + "clean_start",
        StorageMetrics.CLEAN_START_HELP,
        StorageMetrics.cleanStart(stats.start()));
    CheckpointStats checkpoints = stats.log().checkpoints();
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
  }
}
