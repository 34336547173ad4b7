package dev.deucalion.promql.engine;

import java.util.function.LongSupplier;

/** Divides the time of one query into slices. */
final class Stopwatch {
  private final LongSupplier nanoTime;
  private final long startNanos;
  private long lapNanos;

  Stopwatch(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.lapNanos = startNanos;
  }

  /** When it was started, by the clock that it was given. */
  long startNanos() {
    return startNanos;
  }

  /** Nanoseconds since the last lap, or since the start. */
  long lap() {
    long now = nanoTime.getAsLong();
    long lap = now - lapNanos;
    lapNanos = now;
    return lap;
  }

  /** Nanoseconds from the start to the last lap. */
  long total() {
    return lapNanos - startNanos;
  }
}
