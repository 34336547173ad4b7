package dev.deucalion.http.security;

import java.util.function.LongSupplier;

/**
 * Lets requests in at a steady rate, and a few at once after a rest: a bucket that holds so many
 * tokens and gets one more each interval. Safe for use by many threads.
 */
final class RateLimiter {
  private final WebConfig.RateLimit limit;
  private final LongSupplier nanoTime;
  private double tokens;
  private long countedNanos;

  /**
   * @param nanoTime a clock that only moves forward, in nanoseconds
   */
  RateLimiter(WebConfig.RateLimit limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
    this.tokens = limit.burst();
    this.countedNanos = nanoTime.getAsLong();
  }

  /** Whether one more request is let in. */
  boolean admits() {
    return limit.intervalNanos() <= 0 || take();
  }

  private synchronized boolean take() {
    long now = nanoTime.getAsLong();
    double earned = (double) (now - countedNanos) / limit.intervalNanos();
    tokens = Math.min(limit.burst(), tokens + Math.max(0, earned));
    countedNanos = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
