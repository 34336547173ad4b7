package dev.deucalion.server.metrics;

import dev.deucalion.server.remote.message.SampleKind;
import dev.deucalion.server.remote.queue.DropReason;
import dev.deucalion.server.remote.queue.QueueStats;
import dev.deucalion.server.remote.queue.QueueSurroundings.Written;
import dev.deucalion.tsdb.wal.DecodedRecord;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Metrics of remote ends that are written to, and of reading the log for them. */
public final class RemoteWriteMetrics implements SelfMetrics.Area {
  private static final String REMOTE = "prometheus_remote_storage_";
  private static final String WATCHER = "prometheus_wal_watcher_";

  private final Supplier<List<QueueStats>> stats;
  private final Supplier<Written> written;

  /**
   * Metrics of queues.
   *
   * @param written what the store has taken
   */
  public RemoteWriteMetrics(Supplier<List<QueueStats>> stats, Supplier<Written> written) {
    this.stats = stats;
    this.written = written;
  }

  @Override
  public void accept(Families families) {
    List<QueueStats> queues = stats.get();
    Written taken = written.get();
    families.gauge(
        REMOTE + "highest_timestamp_in_seconds",
        "Newest time that the store has taken, in seconds since the epoch.",
        taken.highestTimeMs() / 1_000);
    families.counter(REMOTE + "samples_in", "Samples that the store has taken.", taken.samples());
    if (queues.isEmpty()) {
      return;
    }
    for (SampleKind kind : SampleKind.values()) {
      addKind(families, queues, kind);
    }
    addMetadata(families, queues);
    addQueue(families, queues);
    addShards(families, queues);
    addLog(families, queues);
  }

  private static void addKind(Families families, List<QueueStats> queues, SampleKind kind) {
    String what = kind.plural();
    counters(
        families,
        queues,
        what,
        "Of " + what + ": sent, with each try.",
        queue -> queue.of(kind).sent());
    counters(
        families,
        queues,
        what + "_failed",
        "Of " + what + ": refused for good.",
        queue -> queue.of(kind).failed());
    counters(
        families,
        queues,
        what + "_retried",
        "Of " + what + ": sent once more.",
        queue -> queue.of(kind).retried());
    gauges(
        families,
        queues,
        what + "_pending",
        "Of " + what + ": that wait or are on their way.",
        queue -> queue.of(kind).pending());
    families.counters(
        REMOTE + what + "_dropped",
        "Of " + what + ": that the log has and that are not sent.",
        values -> {
          for (QueueStats queue : queues) {
            for (DropReason reason : DropReason.values()) {
              values.add(
                  queue.of(kind).dropped(reason),
                  "remote_name",
                  queue.name(),
                  "url",
                  queue.url(),
                  "reason",
                  reason.label());
            }
          }
        });
  }

  private static void addMetadata(Families families, List<QueueStats> queues) {
    counters(
        families,
        queues,
        "metadata",
        "Of metadata: taken by the other end.",
        queue -> queue.metadata().sent());
    counters(
        families,
        queues,
        "metadata_failed",
        "Of metadata: refused for good.",
        queue -> queue.metadata().failed());
    counters(
        families,
        queues,
        "metadata_retried",
        "Of metadata: sent once more.",
        queue -> queue.metadata().retried());
    counters(
        families,
        queues,
        "metadata_bytes",
        "Bytes of metadata, compressed.",
        queue -> queue.metadata().bytes());
  }

  private static void addQueue(Families families, List<QueueStats> queues) {
    counters(
        families,
        queues,
        "bytes",
        "Bytes of requests with samples, compressed.",
        QueueStats::bytes);
    counters(
        families,
        queues,
        "enqueue_retries",
        "How often there was no room in a shard.",
        QueueStats::enqueueRetries);
    gauges(
        families,
        queues,
        "max_samples_per_send",
        "Most samples of a request.",
        QueueStats::maxSamplesPerSend);
    gauges(
        families,
        queues,
        "queue_highest_timestamp_seconds",
        "Newest time of what was queued, in seconds since the epoch.",
        queue -> queue.highestQueuedMs() / 1e3);
    gauges(
        families,
        queues,
        "queue_highest_sent_timestamp_seconds",
        "Newest time of what was sent, in seconds since the epoch.",
        queue -> Math.floorDiv(queue.highestSentMs(), 1_000L));
    families.histograms(
        REMOTE + "sent_batch_duration_seconds",
        "How long requests took.",
        queues,
        QueueStats::batchSeconds,
        RemoteWriteMetrics::labels);
  }

  private static void addShards(Families families, List<QueueStats> queues) {
    gauges(
        families,
        queues,
        "shards",
        "Requests that can be on their way at a time.",
        queue -> queue.shards().current());
    gauges(families, queues, "shards_max", "Most shards.", queue -> queue.shards().max());
    gauges(families, queues, "shards_min", "Fewest shards.", queue -> queue.shards().min());
    gauges(
        families,
        queues,
        "shards_desired",
        "Shards that would be busy.",
        queue -> queue.shards().desired());
    gauges(
        families,
        queues,
        "shard_capacity",
        "Samples that may wait in a shard.",
        queue -> queue.shards().capacity());
  }

  private static void addLog(Families families, List<QueueStats> queues) {
    families.gauges(
        WATCHER + "current_segment",
        "Segment of the log that is read.",
        values ->
            queues.forEach(queue -> values.add(queue.log().segment(), "consumer", queue.name())));
    families.counters(
        WATCHER + "record_decode_failures",
        "Places of the log that could not be read.",
        values ->
            queues.forEach(queue -> values.add(queue.log().damages(), "consumer", queue.name())));
    families.counters(
        WATCHER + "records_read",
        "Records of the log that were read.",
        values -> {
          for (QueueStats queue : queues) {
            for (DecodedRecord.Kind kind : DecodedRecord.Kind.values()) {
              values.add(
                  queue.log().recordsRead().getOrDefault(kind, 0L),
                  "consumer",
                  queue.name(),
                  "type",
                  type(kind));
            }
          }
        });
  }

  /** As Prometheus calls a kind of records. */
  private static String type(DecodedRecord.Kind kind) {
    return switch (kind) {
      case NOTHING -> "unknown";
      case SERIES -> "series";
      case SAMPLES -> "samples";
      case HISTOGRAMS -> "histogram_samples";
      case EXEMPLARS -> "exemplars";
      case METADATA -> "metadata";
      case TOMBSTONES -> "tombstones";
      case CHUNK_MARKERS -> "mmapmarkers";
    };
  }

  private static String[] labels(QueueStats queue) {
    return new String[] {"remote_name", queue.name(), "url", queue.url()};
  }

  private static void counters(
      Families families,
      List<QueueStats> queues,
      String name,
      String help,
      ToLongFunction<QueueStats> value) {
    families.counters(
        REMOTE + name,
        help,
        values -> queues.forEach(queue -> values.add(value.applyAsLong(queue), labels(queue))));
  }

  private static void gauges(
      Families families,
      List<QueueStats> queues,
      String name,
      String help,
      ToDoubleFunction<QueueStats> value) {
    families.gauges(
        REMOTE + name,
        help,
        values -> queues.forEach(queue -> values.add(value.applyAsDouble(queue), labels(queue))));
  }
}
