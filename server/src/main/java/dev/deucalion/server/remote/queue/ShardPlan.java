package dev.deucalion.server.remote.queue;

import dev.deucalion.server.remote.options.QueueOptions;

/**
 * How many shards it takes, worked out as Prometheus does: as many as the incoming samples keep
 * busy, and a twentieth of what is behind in each second.
 */
final class ShardPlan {
  private static final double CATCH_UP_PER_SECOND = 0.05;

  /** A change of less than this part is not worth it. */
  private static final double TOLERANCE = 0.3;

  /** Shards do not become fewer while the newest sample sent is older than this. */
  private static final double MAX_DELAY_SECONDS = 10;

  private ShardPlan() {}

  /**
   * What is known of the last while, each a rate per second.
   *
   * @param in samples that were written to the log
   * @param out samples that were sent or refused
   * @param dropped samples that were not to be sent
   * @param busySeconds time that requests took, all shards together
   * @param delaySeconds the newest sample of the log less the newest that was sent
   */
  record Load(double in, double out, double dropped, double busySeconds, double delaySeconds) {}

  /** How many shards would be busy, not rounded; NaN when nothing was sent. */
  static double desired(Load load) {
    if (load.out <= 0) {
      return Double.NaN;
    }
    double kept = load.out / (load.dropped + load.out);
    double pending = load.delaySeconds * load.in * kept;
    double secondsPerSample = load.busySeconds / load.out;
    return secondsPerSample * (load.in * kept + CATCH_UP_PER_SECOND * pending);
  }

  /** How many shards there shall be. */
  static int shards(double desired, int current, double delaySeconds, QueueOptions options) {
    if (Double.isNaN(desired)) {
      return current;
    }
    double rounded = Math.ceil(desired);
    if (current * (1 - TOLERANCE) <= rounded && rounded <= current * (1 + TOLERANCE)) {
      return current;
    }
    if (rounded < current && delaySeconds > MAX_DELAY_SECONDS) {
      return current;
    }
    return (int) Math.clamp(rounded, options.minShards(), options.maxShards());
  }
}
