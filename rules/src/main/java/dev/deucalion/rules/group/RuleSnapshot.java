package dev.deucalion.rules.group;

import dev.deucalion.rules.alert.AlertStates;
import dev.deucalion.rules.options.RuleOptions;

/**
 * A rule at one moment.
 *
 * @param outcome of the last evaluation
 * @param lastError why it did not go well, else empty
 * @param lastEvaluationMs when the last evaluation began, 0 before the first
 * @param lastDurationNanos how long the last evaluation took
 * @param alerts of an alerting rule, none of others
 */
public record RuleSnapshot(
    RuleOptions options,
    RuleOutcome outcome,
    String lastError,
    long lastEvaluationMs,
    long lastDurationNanos,
    AlertStates alerts) {
  /** Whether it was never evaluated. */
  public boolean isNew() {
    return lastEvaluationMs == 0;
  }
}
