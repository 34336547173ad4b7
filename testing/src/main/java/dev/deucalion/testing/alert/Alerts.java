package dev.deucalion.testing.alert;

import dev.deucalion.rules.alert.AlertState;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The alerts of all rules at one moment.
 *
 * @param all in the order of the rules, resolved ones included
 * @param rules names of all alerting rules, also of those without alerts
 */
public record Alerts(List<RuleAlert> all, List<String> rules) {
  /** Copies the lists. */
  public Alerts {
    all = List.copyOf(all);
    rules = List.copyOf(rules);
  }

  /** Those in a state. */
  public List<RuleAlert> in(AlertState state) {
    return all.stream().filter(alert -> alert.state() == state).toList();
  }

  /** Those that fire. */
  public List<RuleAlert> firing() {
    return in(AlertState.FIRING);
  }

  /** Those that do not fire yet. */
  public List<RuleAlert> pending() {
    return in(AlertState.PENDING);
  }

  /** Those of one rule. */
  public Alerts named(String name) {
    return new Alerts(all.stream().filter(alert -> alert.name().equals(name)).toList(), rules);
  }

  /** One alert a line, for people. */
  @Override
  public String toString() {
    return all.isEmpty()
        ? "no alerts"
        : all.stream()
            .map(alert -> "  " + alert)
            .collect(Collectors.joining("\n", "alerts:\n", ""));
  }
}
