package dev.deucalion.testing.rule;

import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.rules.options.AlertingRuleOptions;
import dev.deucalion.rules.options.RuleExpr;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An alerting rule, written down in Java. Immutable: each method gives another rule.
 *
 * <pre>{@code
 * AlertRule.named("HighErrorRate", "job:errors:ratio > 0.05")
 *     .holdFor(Duration.ofMinutes(10))
 *     .label("severity", "page")
 *     .annotation("summary", "{{ $value | humanizePercentage }} of {{ $labels.job }} fails")
 * }</pre>
 *
 * @param name of the alert
 * @param expr in PromQL
 * @param holdFor how long the expression must have results before they fire
 * @param keepFiringFor how long an alert fires on when its result is gone
 * @param labels templates by label
 * @param annotations templates by name
 */
public record AlertRule(
    String name,
    String expr,
    Duration holdFor,
    Duration keepFiringFor,
    Map<String, String> labels,
    Map<String, String> annotations) {
  /** Copies the maps. */
  public AlertRule {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** A rule that fires at once, without labels and annotations of its own. */
  public static AlertRule named(String name, String expr) {
    return new AlertRule(name, expr, Duration.ZERO, Duration.ZERO, Map.of(), Map.of());
  }

  /** This rule with another {@code for}. */
  public AlertRule holdFor(Duration duration) {
    return new AlertRule(name, expr, duration, keepFiringFor, labels, annotations);
  }

  /** This rule with another {@code keep_firing_for}. */
  public AlertRule keepFiringFor(Duration duration) {
    return new AlertRule(name, expr, holdFor, duration, labels, annotations);
  }

  /** This rule with a label more. */
  public AlertRule label(String label, String template) {
    return new AlertRule(
        name, expr, holdFor, keepFiringFor, with(labels, label, template), annotations);
  }

  /** This rule with an annotation more. */
  public AlertRule annotation(String annotation, String template) {
    return new AlertRule(
        name, expr, holdFor, keepFiringFor, labels, with(annotations, annotation, template));
  }

  private static Map<String, String> with(Map<String, String> texts, String name, String text) {
    Map<String, String> more = new LinkedHashMap<>(texts);
    more.put(name, text);
    return more;
  }

  AlertingRuleOptions options(ParserOptions language) {
    return AlertingRuleOptions.of(name, RuleExpr.parse(expr, language))
        .withTimes(holdFor.toMillis(), keepFiringFor.toMillis())
        .withLabels(labels)
        .withAnnotations(annotations);
  }
}
