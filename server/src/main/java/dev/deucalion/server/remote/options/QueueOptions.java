package dev.deucalion.server.remote.options;

/**
 * {@code queue_config} of a remote end that is written to.
 *
 * @param capacity samples that may wait in a shard, at least 1
 * @param maxShards how many requests are on their way at a time, at most
 * @param minShards how many at least; at most {@code maxShards}
 * @param maxSamplesPerSend samples of a request, at least 1
 * @param batchSendDeadlineMs a sample waits no longer than this for its request to become full
 * @param backoff how long to wait between tries
 * @param sampleAgeLimitMs older samples are dropped; 0 sends all
 */
public record QueueOptions(
    int capacity,
    int maxShards,
    int minShards,
    int maxSamplesPerSend,
    long batchSendDeadlineMs,
    Backoff backoff,
    long sampleAgeLimitMs) {
  /** Prometheus' defaults. */
  public static final QueueOptions DEFAULTS =
      new QueueOptions(10_000, 50, 1, 2_000, 5_000, new Backoff(30, 5_000, RateLimited.DROPPED), 0);

  /** What becomes of a request that is answered with 429. */
  public enum RateLimited {
    DROPPED,
    RETRIED
  }

  /**
   * Waiting between tries, which doubles.
   *
   * @param rateLimited what is done when the other end has had too many requests
   */
  public record Backoff(long minMs, long maxMs, RateLimited rateLimited) {}

  /** Full requests that may wait in a shard. */
  public int batchesPerShard() {
    return Math.max(1, capacity / maxSamplesPerSend);
  }
}
