package dev.deucalion.rules.notify;

import dev.deucalion.model.stats.DurationRecorder;
import dev.deucalion.model.stats.ValueHistogram;
import dev.deucalion.rules.alert.Alert;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for one Alertmanager, and what was counted of it. It outlives its {@link SendLoop}
 * where the same Alertmanager is called in another way after a reload. Safe for many threads.
 */
final class Mailbox {
  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
  private static final double[] LATENCY_BOUNDS_SECONDS = {0.01, 0.1, 1, 10};

  private final String url;
  private final AlertQueue queue;
  private final LongAdder sent = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final DurationRecorder latency;
  private final ValueHistogram latencySeconds = new ValueHistogram(LATENCY_BOUNDS_SECONDS);

  Mailbox(String url, int capacity, LongSupplier nanoTime) {
    this.url = url;
    this.queue = new AlertQueue(capacity);
    this.latency = new DurationRecorder(nanoTime);
  }

  String url() {
    return url;
  }

  /** Adds alerts; when there is no room, the oldest go. */
  void add(List<Alert> alerts) {
    noteOverflow(queue.add(alerts));
  }

  List<Alert> take(int max) {
    return queue.take(max);
  }

  /** Takes back a batch that may be sent later. */
  void putBack(List<Alert> batch) {
    noteOverflow(queue.putBack(batch));
  }

  private void noteOverflow(int count) {
    if (count > 0) {
      dropped.add(count);
      LOG.atWarn()
          .addKeyValue("alertmanager", url)
          .addKeyValue("count", count)
          .log("Alert notification queue full, dropping alerts");
    }
  }

  boolean isEmpty() {
    return queue.size() == 0;
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

  /** Drops what waits. */
  void clear() {
    int count = queue.take(Integer.MAX_VALUE).size();
    if (count > 0) {
      dropped.add(count);
      LOG.atWarn()
          .addKeyValue("alertmanager", url)
          .addKeyValue("count", count)
          .log("Alert notification queue not sent to its end, dropping alerts");
    }
  }

  AlertmanagerStats stats() {
    return new AlertmanagerStats(
        url,
        sent.sum(),
        errors.sum(),
        dropped.sum(),
        queue.size(),
        latency.summary(),
        latencySeconds.counts());
  }
}
