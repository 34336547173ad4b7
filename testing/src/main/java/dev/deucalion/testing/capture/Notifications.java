package dev.deucalion.testing.capture;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.model.time.Clock;
import dev.deucalion.rules.alert.Alert;
import dev.deucalion.rules.alert.AlertSink;
import dev.deucalion.rules.notify.AlertRelabeling;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what Alertmanagers would be told, oldest first. */
public final class Notifications implements AlertSink {
  private final Clock clock;
  private final Labels externalLabels;
  private final List<RelabelRule> relabeling;
  private final List<Notification> kept = new CopyOnWriteArrayList<>();

  /**
   * Keeps nothing yet.
   *
   * @param externalLabels set on alerts that do not have them
   * @param relabeling {@code alert_relabel_configs}
   */
  public Notifications(Clock clock, Labels externalLabels, List<RelabelRule> relabeling) {
    this.clock = clock;
    this.externalLabels = externalLabels;
    this.relabeling = List.copyOf(relabeling);
  }

  @Override
  public void send(List<Alert> alerts) {
    List<Alert> sent = AlertRelabeling.apply(relabeling, externalLabels, alerts);
    if (!sent.isEmpty()) {
      kept.add(new Notification(Instant.ofEpochMilli(clock.nowMs()), sent));
    }
  }

  /** All so far. */
  public List<Notification> all() {
    return List.copyOf(kept);
  }

  /** Forgets all so far. */
  public void clear() {
    kept.clear();
  }
}
