package dev.deucalion.rules.notify;

import dev.deucalion.rules.alert.Alert;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Alerts that wait for one Alertmanager, the oldest first. Safe for many threads. */
final class AlertQueue {
  private final int capacity;
  private final ArrayDeque<Alert> waiting = new ArrayDeque<>();

  AlertQueue(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Adds alerts behind those that wait.
   *
   * @return how many of the oldest were dropped for want of room
   */
  synchronized int add(List<Alert> alerts) {
    waiting.addAll(alerts);
    int dropped = Math.max(0, waiting.size() - capacity);
    for (int i = 0; i < dropped; i++) {
      waiting.removeFirst();
    }
    return dropped;
  }

  /** Takes out the oldest alerts, none when nothing waits. */
  synchronized List<Alert> take(int max) {
    int count = Math.min(max, waiting.size());
    List<Alert> batch = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      batch.add(waiting.removeFirst());
    }
    return batch;
  }

  /**
   * Puts a batch that was taken before all others again.
   *
   * @return how many of it were dropped, the oldest, since newer ones have come meanwhile
   */
  synchronized int putBack(List<Alert> batch) {
    int kept = Math.min(batch.size(), capacity - waiting.size());
    for (int i = 1; i <= kept; i++) {
      waiting.addFirst(batch.get(batch.size() - i));
    }
    return batch.size() - kept;
  }

  synchronized int size() {
    return waiting.size();
  }
}
