package dev.deucalion.server.config.remote;

import dev.deucalion.server.config.yaml.MapReader;

/** Reads {@code queue_config} of a remote end that is written to. */
final class QueueReader {
  private static final String KEY = "queue_config";

  private final MapReader in;

  private QueueReader(MapReader in) {
    this.in = in;
  }

  static void read(MapReader parent) {
    MapReader in = parent.section(KEY, "config.QueueConfig");
    new QueueReader(in).read();
    in.finish();
    parent.print(KEY, in.printed());
  }

  private void read() {
    long capacity = in.integer("capacity", 10_000);
    long maxShards = in.integer("max_shards", 50);
    long minShards = in.integer("min_shards", 1);
    long maxSamples = in.integer("max_samples_per_send", 2_000);
    in.durationMs("batch_send_deadline", 5_000);
    long minBackoffMs = in.durationMs("min_backoff", 30);
    long maxBackoffMs = in.durationMs("max_backoff", 5_000);
    in.flag("retry_on_http_429", false);
    in.durationMs("sample_age_limit", 0);
    require(maxShards > 0, "max_shards must be positive");
    require(minShards > 0, "min_shards must be positive");
    require(minShards <= maxShards, "min_shards must not be greater than max_shards");
    require(maxSamples > 0, "max_samples_per_send must be positive");
    require(capacity > 0, "capacity must be positive");
    require(maxBackoffMs >= minBackoffMs, "max_backoff must not be less than min_backoff");
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      in.problems().at(in.node(), "remote write queue " + problem);
    }
  }
}
