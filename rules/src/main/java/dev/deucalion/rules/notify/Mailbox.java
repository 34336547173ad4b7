package dev.deucalion.rules.notify;

import dev.deucalion.rules.alert.Alert;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for one Alertmanager, and where is counted what becomes of it. It outlives its {@link
 * SendLoop} where the same Alertmanager is called in another way after a reload. Safe for many
 * threads.
 */
final class Mailbox {
  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final String url;
  private final AlertQueue queue;
  private final DeliveryCounters counters;

  Mailbox(String url, int capacity, DeliveryCounters counters) {
    this.url = url;
    this.queue = new AlertQueue(capacity);
    this.counters = counters;
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
      counters.noteDropped(count);
      LOG.atWarn()
          .addKeyValue("alertmanager", url)
          .addKeyValue("count", count)
          .log("Alert notification queue full, dropping alerts");
    }
  }

  boolean isEmpty() {
    return queue.size() == 0;
  }

  int waiting() {
    return queue.size();
  }

  DeliveryCounters counters() {
    return counters;
  }

  /** Drops what waits. */
  void clear() {
    int count = queue.take(Integer.MAX_VALUE).size();
    if (count > 0) {
      counters.noteDropped(count);
      LOG.atWarn()
          .addKeyValue("alertmanager", url)
          .addKeyValue("count", count)
          .log("Alert notification queue not sent to its end, dropping alerts");
    }
  }
}
