package dev.deucalion.rules.group;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.QueryValue.Sample;
import dev.deucalion.rules.alert.Alert;
import dev.deucalion.rules.alert.AlertDelivery;
import dev.deucalion.rules.alert.AlertRestore;
import dev.deucalion.rules.alert.AlertSeries;
import dev.deucalion.rules.alert.AlertStates;
import dev.deucalion.rules.alert.AlertTiming;
import dev.deucalion.rules.alert.Observation;
import dev.deucalion.rules.options.AlertingRuleOptions;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.template.value.ExprLink;
import dev.deucalion.storage.Querier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes alerts of the results of an expression, tells of them and stores their states. Nothing is
 * stored before the states from before a restart are known, since it would be in their way.
 */
final class AlertingEvaluator implements RuleEvaluator {
  private final RuleContext context;
  private final ExprEvaluator exprs;
  private final AlertingRuleOptions rule;
  private final RuleGroupOptions group;
  private final AlertTiming timing;
  private final AlertTexts texts;
  private final AlertSeries series;
  private final String generatorUrl;
  private volatile AlertStates states;
  private boolean restored;

  /**
   * @param states alerts to go on with
   * @param restored whether they are complete; if not, {@link #restore} or {@link #endRestore} must
   *     follow
   */
  AlertingEvaluator(
      RuleContext context,
      RuleGroupOptions group,
      AlertingRuleOptions rule,
      AlertStates states,
      boolean restored) {
    this.context = context;
    this.exprs = new ExprEvaluator(context.surroundings().query(), group);
    this.rule = rule;
    this.group = group;
    this.timing = new AlertTiming(rule.holdMs(), rule.keepFiringMs());
    this.texts =
        new AlertTexts(context.surroundings().templates(), rule, context.options().externalUrl());
    this.series = new AlertSeries(rule.name(), rule.labels());
    this.generatorUrl = context.options().externalUrl() + ExprLink.table(rule.expr().text());
    this.states = states;
    this.restored = restored;
  }

  AlertStates states() {
    return states;
  }

  @Override
  public List<Sample> evaluate(long timeMs) throws RuleException {
    AlertStates next = states.next(timing, observe(timeMs), timeMs);
    int active = next.active().size();
    if (group.limit() > 0 && active > group.limit()) {
      states = AlertStates.NONE;
      throw new RuleException("exceeded limit of " + group.limit() + " with " + active + " alerts");
    }
    states = next;
    List<Sample> stored = restored ? series.samples(next, exprs.dataTimeMs(timeMs)) : List.of();
    tell(timeMs);
    return stored;
  }

  private List<Observation> observe(long timeMs) throws RuleException {
    List<Sample> results = exprs.evaluate(rule.expr().text(), timeMs);
    Labels externalLabels = context.externalLabels();
    List<Observation> seen = new ArrayList<>(results.size());
    Set<Labels> distinct = new HashSet<>();
    for (Sample result : results) {
      Observation observation = texts.observe(result, externalLabels, timeMs);
      if (!distinct.add(observation.labels())) {
        throw new RuleException(
            "vector contains metrics with the same labelset after applying alert labels");
      }
      seen.add(observation);
    }
    return seen;
  }

  private void tell(long timeMs) {
    AlertDelivery delivery =
        AlertDelivery.after(states, timeMs, context.options().resendDelayMs(), group.intervalMs());
    states = delivery.states();
    List<Alert> alerts = delivery.alerts(generatorUrl);
    if (!alerts.isEmpty()) {
      context.surroundings().alerts().send(alerts);
    }
  }

  /** Whether history can say since when the alerts are there. */
  boolean needsRestore(AlertRestore restore) {
    return !restored && restore.appliesTo(timing);
  }

  /**
   * Takes over from history since when the alerts are there.
   *
   * @throws java.io.UncheckedIOException when it cannot be read; the alerts stay as they are
   */
  void restore(AlertRestore restore, Querier history) {
    states = restore.restore(series, timing, states, history);
  }

  /** From now on the states are stored, restored or not. */
  void endRestore() {
    restored = true;
  }
}
