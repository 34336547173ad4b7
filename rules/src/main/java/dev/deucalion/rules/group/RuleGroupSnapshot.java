package dev.deucalion.rules.group;

import dev.deucalion.rules.options.RuleGroupOptions;
import java.util.List;

/**
 * A group of rules at one moment.
 *
 * @param lastEvaluationMs when the last evaluation began, 0 before the first
 * @param lastDurationNanos how long the last evaluation took
 * @param rules in the order of the file
 */
public record RuleGroupSnapshot(
    RuleGroupOptions options,
    long lastEvaluationMs,
    long lastDurationNanos,
    List<RuleSnapshot> rules) {
  /** Copies the list. */
  public RuleGroupSnapshot {
    rules = List.copyOf(rules);
  }
}
