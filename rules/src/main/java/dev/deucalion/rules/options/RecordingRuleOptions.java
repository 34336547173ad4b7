package dev.deucalion.rules.options;

import java.util.Map;
import java.util.SortedMap;

/**
 * A rule whose result is stored under a name of its own.
 *
 * @param name of the metric
 * @param labels set on each result; an empty value takes the label away
 */
public record RecordingRuleOptions(String name, RuleExpr expr, SortedMap<String, String> labels)
    implements RuleOptions {
  /** Copies the map. */
  public RecordingRuleOptions {
    labels = SortedTexts.copyOf(labels);
  }

  /** A rule with labels in any order. */
  public static RecordingRuleOptions of(String name, RuleExpr expr, Map<String, String> labels) {
    return new RecordingRuleOptions(name, expr, SortedTexts.copyOf(labels));
  }
}
