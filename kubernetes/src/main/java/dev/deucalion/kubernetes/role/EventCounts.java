package dev.deucalion.kubernetes.role;

import dev.deucalion.kubernetes.client.ApiMetrics;
import dev.deucalion.kubernetes.options.Role;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts events of the objects of a role. Safe for many threads. */
final class EventCounts {
  private static final String ADD = "add";
  private static final String UPDATE = "update";
  private static final String DELETE = "delete";

  /** Counts nothing. */
  static final EventCounts NONE = new EventCounts(null, null, null);

  private final @Nullable LongAdder added;
  private final @Nullable LongAdder updated;
  private final @Nullable LongAdder deleted;

  private EventCounts(
      @Nullable LongAdder added, @Nullable LongAdder updated, @Nullable LongAdder deleted) {
    this.added = added;
    this.updated = updated;
    this.deleted = deleted;
  }

  static EventCounts all(ApiMetrics metrics, Role role) {
    String name = role.text();
    return new EventCounts(
        metrics.events(name, ADD), metrics.events(name, UPDATE), metrics.events(name, DELETE));
  }

  static EventCounts updates(ApiMetrics metrics, Role role) {
    return new EventCounts(null, metrics.events(role.text(), UPDATE), null);
  }

  /** Counts a change: an object came, where there was none before, changed, or went. */
  void count(@Nullable Object before, @Nullable Object after) {
    LongAdder counter = before == null ? added : after == null ? deleted : updated;
    if (counter != null) {
      counter.increment();
    }
  }
}
