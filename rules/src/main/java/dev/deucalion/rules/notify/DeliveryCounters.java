package dev.deucalion.rules.notify;

import dev.deucalion.model.stats.DurationRecorder;
import dev.deucalion.model.stats.ValueHistogram;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What was counted of one URL, whichever entries lead to it. Safe for many threads. */
final class DeliveryCounters {
  private static final double[] LATENCY_BOUNDS_SECONDS = {0.01, 0.1, 1, 10};

  private final LongAdder sent = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final DurationRecorder latency;
  private final ValueHistogram latencySeconds = new ValueHistogram(LATENCY_BOUNDS_SECONDS);

  DeliveryCounters(LongSupplier nanoTime) {
    this.latency = new DurationRecorder(nanoTime);
  }

  void noteSent(int count, long elapsedNanos) {
    sent.add(count);
    latency.add(elapsedNanos);
    latencySeconds.add(elapsedNanos / 1e9);
  }

  void noteFailed(int count) {
    errors.add(count);
  }

  void noteDropped(int count) {
    dropped.add(count);
  }

  AlertmanagerStats stats(String url, int waiting) {
    return new AlertmanagerStats(
        url,
        sent.sum(),
        errors.sum(),
        dropped.sum(),
        waiting,
        latency.summary(),
        latencySeconds.counts());
  }
}
