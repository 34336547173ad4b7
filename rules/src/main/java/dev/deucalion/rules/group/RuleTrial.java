package dev.deucalion.rules.group;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.rules.options.RuleGroupOptions;
import java.util.List;

/**
 * Groups of rules that are evaluated when the caller says so: for tests of rules, and to see what
 * rules would have done. Nothing is restored, and alerts are stored from the first evaluation on.
 * Not thread-safe.
 */
public final class RuleTrial {
  private final List<RuleGroup> groups;

  /**
   * Starts with no alerts.
   *
   * @param externalLabels for templates
   */
  public RuleTrial(
      RuleSurroundings surroundings,
      RuleManagerOptions options,
      List<RuleGroupOptions> groups,
      Labels externalLabels) {
    RuleContext context = new RuleContext(surroundings, options);
    context.setExternalLabels(externalLabels);
    this.groups = groups.stream().map(group -> RuleGroup.first(context, group, false)).toList();
  }

  /**
   * Evaluates all rules of a group in their order.
   *
   * @param group its place among the groups, from 0
   */
  public RuleGroupSnapshot evaluate(int group, long timeMs) {
    RuleGroup evaluated = groups.get(group);
    evaluated.evaluate(timeMs);
    return evaluated.snapshot();
  }

  /**
   * How a group stands.
   *
   * @param group its place among the groups, from 0
   */
  public RuleGroupSnapshot snapshot(int group) {
    return groups.get(group).snapshot();
  }

  /** How many groups there are. */
  public int size() {
    return groups.size();
  }
}
