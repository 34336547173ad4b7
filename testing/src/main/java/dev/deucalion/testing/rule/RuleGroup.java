package dev.deucalion.testing.rule;

import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.rules.options.RecordingRuleOptions;
import dev.deucalion.rules.options.RuleExpr;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.options.RuleOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A group of rules, written down in Java. Not thread-safe.
 *
 * <pre>{@code
 * RuleGroup.named("api")
 *     .record("job:errors:ratio", "sum by (job) (rate(errors_total[5m])) / ...")
 *     .alert(AlertRule.named("HighErrorRate", "job:errors:ratio > 0.05"))
 * }</pre>
 */
public final class RuleGroup {
  private final String name;
  private final ParserOptions language;
  private final List<RuleOptions> rules = new ArrayList<>();
  private Duration interval = Duration.ZERO;

  private RuleGroup(String name, ParserOptions language) {
    this.name = name;
    this.language = language;
  }

  /**
   * A group without rules, in the stable language of PromQL.
   *
   * @param name not empty, and no other group's
   */
  public static RuleGroup named(String name) {
    return named(name, ParserOptions.DEFAULTS);
  }

  /**
   * A group without rules.
   *
   * @param name not empty, and no other group's
   */
  public static RuleGroup named(String name, ParserOptions language) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("Groupname must not be empty");
    }
    return new RuleGroup(name, language);
  }

  /**
   * Has the group evaluated so often, and not as often as the embedded Prometheus says.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public RuleGroup every(Duration evaluationInterval) {
    if (evaluationInterval.isNegative()) {
      throw new IllegalArgumentException(RuleCheck.notADuration(evaluationInterval));
    }
    interval = evaluationInterval;
    return this;
  }

  /**
   * Adds a recording rule.
   *
   * @throws dev.deucalion.promql.parser.ParseException when the expression is not PromQL
   * @throws IllegalArgumentException when a file could not have such a rule, either
   */
  public RuleGroup record(String metric, String expr) {
    return record(metric, expr, Map.of());
  }

  /**
   * Adds a recording rule with labels of its own.
   *
   * @throws dev.deucalion.promql.parser.ParseException when the expression is not PromQL
   * @throws IllegalArgumentException when a file could not have such a rule, either
   */
  public RuleGroup record(String metric, String expr, Map<String, String> labels) {
    check(metric).recording(labels);
    rules.add(RecordingRuleOptions.of(metric, RuleExpr.parse(expr, language), labels));
    return this;
  }

  /**
   * Adds an alerting rule.
   *
   * @throws dev.deucalion.promql.parser.ParseException when the expression is not PromQL
   * @throws IllegalArgumentException when a file could not have such a rule, either
   */
  public RuleGroup alert(AlertRule rule) {
    check(rule.name()).alerting(rule);
    rules.add(rule.options(language));
    return this;
  }

  private RuleCheck check(String rule) {
    return new RuleCheck(name, rules.size() + 1, rule);
  }

  /**
   * The group as options.
   *
   * @param defaultInterval from evaluation to evaluation where the group says none
   */
  public RuleGroupOptions options(Duration defaultInterval) {
    Duration chosen = interval.isZero() ? defaultInterval : interval;
    return new RuleGroupOptions(name, "", chosen.toMillis(), 0, 0, rules);
  }
}
