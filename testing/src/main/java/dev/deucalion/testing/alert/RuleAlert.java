package dev.deucalion.testing.alert;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.number.GoFormat;
import dev.deucalion.rules.alert.ActiveAlert;
import dev.deucalion.rules.alert.AlertState;
import java.time.Instant;
import java.util.SortedMap;

/**
 * An alert at one moment.
 *
 * @param group of its rule
 * @param name of its rule
 * @param state inactive where it was resolved not long ago
 * @param labels with those that the rule sets, {@code alertname} among them
 * @param annotations rendered
 * @param value of the expression when it last had this result
 * @param activeSince when the expression first had it
 */
public record RuleAlert(
    String group,
    String name,
    AlertState state,
    Labels labels,
    SortedMap<String, String> annotations,
    double value,
    Instant activeSince) {

  /** An alert of a rule. */
  public static RuleAlert of(String group, String name, ActiveAlert alert) {
    return new RuleAlert(
        group,
        name,
        alert.state(),
        alert.labels(),
        alert.annotations(),
        alert.value(),
        Instant.ofEpochMilli(alert.activeAtMs()));
  }

  /** On one line, for people. */
  @Override
  public String toString() {
    return state.text()
        + " "
        + labels
        + " value "
        + GoFormat.general(value)
        + " since "
        + activeSince
        + " annotations "
        + annotations;
  }
}
