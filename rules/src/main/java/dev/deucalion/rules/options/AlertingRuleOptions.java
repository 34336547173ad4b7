package dev.deucalion.rules.options;

import java.util.Map;
import java.util.SortedMap;

/**
 * A rule each of whose results is an alert.
 *
 * @param name of the alert
 * @param holdMs how long a result must be there before its alert fires
 * @param keepFiringMs how long an alert goes on firing after its result is gone
 * @param labels templates by label, set on each alert
 * @param annotations templates by name
 */
public record AlertingRuleOptions(
    String name,
    RuleExpr expr,
    long holdMs,
    long keepFiringMs,
    SortedMap<String, String> labels,
    SortedMap<String, String> annotations)
    implements RuleOptions {
  /** Copies the maps. */
  public AlertingRuleOptions {
    labels = SortedTexts.copyOf(labels);
    annotations = SortedTexts.copyOf(annotations);
  }

  /** A rule that fires at once, without labels and annotations of its own. */
  public static AlertingRuleOptions of(String name, RuleExpr expr) {
    return new AlertingRuleOptions(
        name, expr, 0, 0, SortedTexts.copyOf(Map.of()), SortedTexts.copyOf(Map.of()));
  }

  /** This rule with other times. */
  public AlertingRuleOptions withTimes(long newHoldMs, long newKeepFiringMs) {
    return new AlertingRuleOptions(name, expr, newHoldMs, newKeepFiringMs, labels, annotations);
  }

  /** This rule with other labels. */
  public AlertingRuleOptions withLabels(Map<String, String> newLabels) {
    return new AlertingRuleOptions(
        name, expr, holdMs, keepFiringMs, SortedTexts.copyOf(newLabels), annotations);
  }

  /** This rule with other annotations. */
  public AlertingRuleOptions withAnnotations(Map<String, String> newAnnotations) {
    return new AlertingRuleOptions(
        name, expr, holdMs, keepFiringMs, labels, SortedTexts.copyOf(newAnnotations));
  }
}
