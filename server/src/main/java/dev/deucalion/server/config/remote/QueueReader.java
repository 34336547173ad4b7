package dev.deucalion.server.config.remote;

import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.remote.options.QueueOptions;
import dev.deucalion.server.remote.options.QueueOptions.Backoff;
import dev.deucalion.server.remote.options.QueueOptions.RateLimited;

/** Reads {@code queue_config} of a remote end that is written to. */
final class QueueReader {
  private static final String KEY = "queue_config";

  private final MapReader in;

  private QueueReader(MapReader in) {
    this.in = in;
  }

  static QueueOptions read(MapReader parent) {
    MapReader in = parent.section(KEY, "config.QueueConfig");
    QueueOptions options = new QueueReader(in).read();
    in.finish();
    parent.print(KEY, in.printed());
    return options;
  }

  private QueueOptions read() {
    long capacity = in.integer("capacity", QueueOptions.DEFAULTS.capacity());
    long maxShards = in.integer("max_shards", QueueOptions.DEFAULTS.maxShards());
    long minShards = in.integer("min_shards", QueueOptions.DEFAULTS.minShards());
    long maxSamples = in.integer("max_samples_per_send", QueueOptions.DEFAULTS.maxSamplesPerSend());
    long deadlineMs =
        in.durationMs("batch_send_deadline", QueueOptions.DEFAULTS.batchSendDeadlineMs());
    long minBackoffMs = in.durationMs("min_backoff", QueueOptions.DEFAULTS.backoff().minMs());
    long maxBackoffMs = in.durationMs("max_backoff", QueueOptions.DEFAULTS.backoff().maxMs());
    RateLimited rateLimited =
        in.flag("retry_on_http_429", false) ? RateLimited.RETRIED : RateLimited.DROPPED;
    long ageLimitMs = in.durationMs("sample_age_limit", 0);
    require(maxShards > 0, "max_shards must be positive");
    require(minShards > 0, "min_shards must be positive");
    require(minShards <= maxShards, "min_shards must not be greater than max_shards");
    require(maxSamples > 0, "max_samples_per_send must be positive");
    require(capacity > 0, "capacity must be positive");
    require(maxBackoffMs >= minBackoffMs, "max_backoff must not be less than min_backoff");
    return new QueueOptions(
        Math.clamp(capacity, 1, Integer.MAX_VALUE),
        Math.clamp(maxShards, 1, Integer.MAX_VALUE),
        Math.clamp(minShards, 1, Integer.MAX_VALUE),
        Math.clamp(maxSamples, 1, Integer.MAX_VALUE),
        deadlineMs,
        new Backoff(minBackoffMs, maxBackoffMs, rateLimited),
        ageLimitMs);
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      in.problems().at(in.node(), "remote write queue " + problem);
    }
  }
}
