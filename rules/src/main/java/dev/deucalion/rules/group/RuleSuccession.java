package dev.deucalion.rules.group;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.rules.options.AlertingRuleOptions;
import dev.deucalion.rules.options.RecordingRuleOptions;
import dev.deucalion.rules.options.RuleOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Which rule of a group goes on for which of the group before: the one of the same kind, name and
 * labels; where there are several, the first for the first, and so on. Used once, by one thread.
 */
final class RuleSuccession {
  /** What makes two rules the same. */
  private record Identity(boolean alerting, String name, SortedMap<String, String> labels) {
    static Identity of(RuleOptions rule) {
      boolean alerting =
          switch (rule) {
            case AlertingRuleOptions _ -> true;
            case RecordingRuleOptions _ -> false;
          };
      return new Identity(alerting, rule.name(), rule.labels());
    }
  }

  private final Map<Identity, Deque<RuleWork>> left = new HashMap<>();

  RuleSuccession(List<RuleWork> before) {
    for (RuleWork rule : before) {
      left.computeIfAbsent(Identity.of(rule.rule()), identity -> new ArrayDeque<>()).add(rule);
    }
  }

  /** The rule that this one goes on for, or null. */
  @Nullable RuleWork take(RuleOptions rule) {
    Deque<RuleWork> same = left.get(Identity.of(rule));
    return same == null ? null : same.poll();
  }

  /** Series of the rules that nobody goes on for. */
  List<Labels> seriesLeft() {
    List<Labels> series = new ArrayList<>();
    left.values().forEach(rules -> rules.forEach(rule -> series.addAll(rule.series())));
    return series;
  }
}
