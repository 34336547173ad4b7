package dev.deucalion.testing.capture;

import dev.deucalion.rules.alert.Alert;
import dev.deucalion.rules.notify.AlertJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Alerts of one rule that Alertmanagers would be told of.
 *
 * @param time when
 * @param alerts as they are sent: with external labels, and without those that relabeling drops
 */
public record Notification(Instant time, List<Alert> alerts) {
  /** Copies the list. */
  public Notification {
    alerts = List.copyOf(alerts);
  }

  /** Whether an alert was resolved by then. */
  public boolean isResolved(Alert alert) {
    return alert.endsAtMs() <= time.toEpochMilli();
  }

  /** The body that is posted to {@code /api/v2/alerts} of an Alertmanager. */
  public String payload() {
    return new String(AlertJson.encode(alerts), StandardCharsets.UTF_8);
  }
}
