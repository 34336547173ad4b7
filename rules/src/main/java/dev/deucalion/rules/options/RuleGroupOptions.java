package dev.deucalion.rules.options;

import java.util.List;

/**
 * A group of rules, which are evaluated together and in order.
 *
 * @param name unique within the file
 * @param file path of the file that the group stands in
 * @param intervalMs from evaluation to evaluation, greater than 0
 * @param queryOffsetMs how far in the past the rules look, and are recorded
 * @param limit most series or alerts of one rule; none where it is not positive
 * @param rules in the order of the file; the labels of the group are among those of each rule
 */
public record RuleGroupOptions(
    String name,
    String file,
    long intervalMs,
    long queryOffsetMs,
    int limit,
    List<RuleOptions> rules) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when the interval is not positive
   */
  public RuleGroupOptions {
    if (intervalMs <= 0) {
      throw new IllegalArgumentException("interval of " + intervalMs + " ms");
    }
    rules = List.copyOf(rules);
  }

  /** What tells groups apart, also as the label {@code rule_group} of their metrics. */
  public String key() {
    return file + ";" + name;
  }
}
