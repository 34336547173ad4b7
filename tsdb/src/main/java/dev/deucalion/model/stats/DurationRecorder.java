package dev.deucalion.model.stats;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts durations and knows the quantiles of those of the last ten minutes, the window of
 * Prometheus' own summaries. Safe for many threads.
 *
 * <p>The window moves in slices of two minutes, each with a random sample of its durations. Memory
 * is bounded, and adding allocates nothing once a slice has its sample's room.
 */
public final class DurationRecorder {
  private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final int SLICES = 5;
  private static final long SLICE_NANOS = WINDOW_NANOS / SLICES;

  private final LongSupplier nanoTime;
  private final DurationSample[] slices = new DurationSample[SLICES];
  private int current;
  private long currentStartNanos;
  private long count;
  private long totalNanos;

  /**
   * A recorder that has seen nothing.
   *
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  public DurationRecorder(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    for (int i = 0; i < SLICES; i++) {
      slices[i] = new DurationSample(i);
    }
    currentStartNanos = nanoTime.getAsLong();
  }

  /** Adds a duration that ended now. */
  public synchronized void add(long elapsedNanos) {
    moveWindow();
    slices[current].add(elapsedNanos);
    count++;
    totalNanos += elapsedNanos;
  }

  /** What is known now. */
  public synchronized DurationSummary summary() {
    moveWindow();
    return DurationSummary.of(count, totalNanos, slices);
  }

  private void moveWindow() {
    long passed = (nanoTime.getAsLong() - currentStartNanos) / SLICE_NANOS;
    if (passed <= 0) {
      return;
    }
    for (long i = Math.min(passed, SLICES); i > 0; i--) {
      current = (current + 1) % SLICES;
      slices[current].clear();
    }
    currentStartNanos += passed * SLICE_NANOS;
  }
}
