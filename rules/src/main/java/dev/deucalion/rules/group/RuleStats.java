package dev.deucalion.rules.group;

import dev.deucalion.model.stats.DurationSummary;
import java.util.List;

/**
 * What the rules have done so far.
 *
 * @param ruleDurations how long evaluations of rules took
 * @param groupDurations how long evaluations of groups took
 * @param groups each group that there is now
 */
public record RuleStats(
    DurationSummary ruleDurations, DurationSummary groupDurations, List<GroupStats> groups) {
  /** Before there were any rules. */
  public static final RuleStats NONE =
      new RuleStats(DurationSummary.NONE, DurationSummary.NONE, List.of());

  /** Copies the list. */
  public RuleStats {
    groups = List.copyOf(groups);
  }
}
