package dev.deucalion.rules.group;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.rules.alert.AlertSeries;
import dev.deucalion.rules.options.AlertingRuleOptions;
import dev.deucalion.rules.options.RuleOptions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rules of a group can be evaluated beside each other: a rule needs those before it that give
 * a metric which it reads. First come all rules that need none, then one by one those that need
 * some and are needed, at last all that are not needed themselves. Where a selector names no
 * metric, nobody can say what it needs, and the rules keep their order.
 */
final class RuleBatches {
  private final List<RuleOptions> rules;
  private final BitSet needing = new BitSet();
  private final BitSet needed = new BitSet();
  private boolean unclear;

  private RuleBatches(List<RuleOptions> rules) {
    this.rules = rules;
  }

  /** Indexes of the rules that go together, in the order in which they must be evaluated. */
  static List<List<Integer>> of(List<RuleOptions> rules) {
    RuleBatches batches = new RuleBatches(rules);
    for (int i = 0; i < rules.size() && rules.size() > 1; i++) {
      batches.findNeeds(i);
    }
    return batches.inOrder();
  }

  private List<List<Integer>> inOrder() {
    List<Integer> first = new ArrayList<>();
    List<List<Integer>> order = new ArrayList<>();
    List<Integer> last = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      if (unclear || needing.get(i) && needed.get(i)) {
        order.add(List.of(i));
      } else if (needing.get(i)) {
        last.add(i);
      } else {
        first.add(i);
      }
    }
    if (!first.isEmpty()) {
      order.addFirst(List.copyOf(first));
    }
    if (!last.isEmpty()) {
      order.add(List.copyOf(last));
    }
    return List.copyOf(order);
  }

  private void findNeeds(int reader) {
    for (List<Matcher> selector : rules.get(reader).expr().selectors()) {
      Matcher name = matcher(selector, LabelNames.METRIC_NAME);
      if (name == null) {
        unclear = true;
        return;
      }
      for (int writer = 0; writer < reader; writer++) {
        if (reads(selector, name, rules.get(writer))) {
          needing.set(reader);
          needed.set(writer);
        }
      }
    }
  }

  private static boolean reads(List<Matcher> selector, Matcher name, RuleOptions writer) {
    if (name.matches(writer.name())) {
      return true;
    }
    if (!(writer instanceof AlertingRuleOptions)) {
      return false;
    }
    boolean readsAlerts =
        name.matches(AlertSeries.STATE_METRIC) || name.matches(AlertSeries.SINCE_METRIC);
    Matcher alert = matcher(selector, AlertSeries.ALERT_NAME);
    return readsAlerts && (alert == null || alert.matches(writer.name()));
  }

  private static @Nullable Matcher matcher(List<Matcher> selector, String label) {
    for (Matcher matcher : selector) {
      if (matcher.name().equals(label)) {
        return matcher;
      }
    }
    return null;
  }
}
