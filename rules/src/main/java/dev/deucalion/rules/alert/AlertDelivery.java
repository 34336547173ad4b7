package dev.deucalion.rules.alert;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Decides which alerts of a rule Alertmanagers are told of after an evaluation.
 *
 * @param states the alerts, with what was told noted
 * @param due what is to be told
 */
public record AlertDelivery(AlertStates states, List<ActiveAlert> due) {
  /** Two evaluations may fail to tell, and the alert still counts as firing. */
  private static final int VALID_DELAYS = 4;

  /** Copies the list. */
  public AlertDelivery {
    due = List.copyOf(due);
  }

  /**
   * Alerts that fire or were resolved are told of when that is news, and again after some time.
   *
   * @param timeMs of the evaluation
   * @param resendDelayMs least time until an alert is told of again
   * @param intervalMs from evaluation to evaluation
   */
  public static AlertDelivery after(
      AlertStates states, long timeMs, long resendDelayMs, long intervalMs) {
    long validUntilMs = timeMs + VALID_DELAYS * Math.max(intervalMs, resendDelayMs);
    List<ActiveAlert> due = new ArrayList<>();
    for (ActiveAlert alert : states.all()) {
      if (isDue(alert, timeMs, resendDelayMs)) {
        due.add(alert.sent(timeMs, validUntilMs));
      }
    }
    return new AlertDelivery(states.with(due), due);
  }

  private static boolean isDue(ActiveAlert alert, long timeMs, long resendDelayMs) {
    return switch (alert.state()) {
      case PENDING -> false;
      case FIRING, INACTIVE ->
          alert.lastSentAtMs() == ActiveAlert.NEVER
              || alert.resolvedAtMs() > alert.lastSentAtMs()
              || alert.lastSentAtMs() + resendDelayMs < timeMs;
    };
  }

  /**
   * What is to be told, as it is sent.
   *
   * @param generatorUrl where the expression of the rule can be seen
   */
  public List<Alert> alerts(String generatorUrl) {
    List<Alert> alerts = new ArrayList<>(due.size());
    for (ActiveAlert alert : due) {
      alerts.add(
          new Alert(
              alert.labels(),
              alert.annotations(),
              alert.firedAtMs(),
              alert.isActive() ? alert.validUntilMs() : alert.resolvedAtMs(),
              generatorUrl));
    }
    return Collections.unmodifiableList(alerts);
  }
}
