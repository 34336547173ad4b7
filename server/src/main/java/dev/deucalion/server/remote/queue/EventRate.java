package dev.deucalion.server.remote.queue;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A rate that follows what happens with a delay: each tick moves it by a fifth towards the rate
 * since the tick before. Any thread counts, one ticks.
 */
final class EventRate {
  private static final double WEIGHT = 0.2;

  private final double tickSeconds;
  private final AtomicLong events = new AtomicLong();
  private boolean started;
  private double perSecond;

  EventRate(double tickSeconds) {
    this.tickSeconds = tickSeconds;
  }

  void add(long count) {
    events.addAndGet(count);
  }

  /** Ends a stretch of time. */
  void tick() {
    double latest = events.getAndSet(0) / tickSeconds;
    if (started) {
      perSecond += WEIGHT * (latest - perSecond);
    } else if (latest > 0) {
      started = true;
      perSecond = latest;
    }
  }

  double perSecond() {
    return perSecond;
  }
}
