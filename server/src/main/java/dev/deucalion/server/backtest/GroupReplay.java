package dev.deucalion.server.backtest;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.rules.alert.AlertChange;
import dev.deucalion.rules.alert.AlertChanges;
import dev.deucalion.rules.group.RuleManagerOptions;
import dev.deucalion.rules.group.RuleQuery;
import dev.deucalion.rules.group.RuleSnapshot;
import dev.deucalion.rules.group.RuleSurroundings;
import dev.deucalion.rules.group.RuleTemplates;
import dev.deucalion.rules.group.RuleTrial;
import dev.deucalion.rules.options.AlertingRuleOptions;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.options.RuleOptions;
import dev.deucalion.rules.schedule.VirtualScheduler;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Evaluates the alerting rules of a group at one time after the other. Not thread-safe. */
public final class GroupReplay implements AutoCloseable {
  private final VirtualScheduler clock;
  private final Tsdb store = Tsdb.inMemory();
  private final RuleTrial trial;
  private final List<AlertChanges> changes;

  /**
   * What templates see of the server.
   *
   * @param externalUrl without a slash at the end
   */
  public record Outside(Labels externalLabels, URI externalUrl) {
    /** Of a server of which nothing is known. */
    public static final Outside UNKNOWN = new Outside(Labels.EMPTY, URI.create(""));
  }

  /**
   * What one rule did at one time.
   *
   * @param error why it could not be evaluated, else empty
   */
  public record Step(RuleOptions rule, List<AlertChange> changes, String error) {
    public Step {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Starts without alerts.
   *
   * @param query is asked for the results of the rules
   * @param nanoTime as {@link System#nanoTime}
   * @param startMs not after the first evaluation
   */
  public GroupReplay(
      RuleGroupOptions group,
      RuleQuery query,
      LongSupplier nanoTime,
      long startMs,
      Outside outside) {
    clock = new VirtualScheduler(startMs);
    String externalUrl = outside.externalUrl().toString();
    trial =
        new RuleTrial(
            new RuleSurroundings(
                query,
                store,
                store,
                clock,
                nanoTime,
                clock,
                alerts -> {},
                RuleTemplates.of(query, externalUrl, outside.externalUrl())),
            RuleManagerOptions.defaults(externalUrl),
            List.of(group),
            outside.externalLabels());
    changes = group.rules().stream().map(_ -> new AlertChanges()).toList();
  }

  /** The groups that have alerting rules, without what they record. */
  public static List<RuleGroupOptions> alerting(List<RuleGroupOptions> groups) {
    List<RuleGroupOptions> alerting = new ArrayList<>();
    for (RuleGroupOptions group : groups) {
      List<RuleOptions> rules =
          group.rules().stream().filter(AlertingRuleOptions.class::isInstance).toList();
      if (!rules.isEmpty()) {
        alerting.add(
            new RuleGroupOptions(
                group.name(),
                group.file(),
                group.intervalMs(),
                group.queryOffsetMs(),
                group.limit(),
                rules));
      }
    }
    return alerting;
  }

  /** Evaluates all rules at a time, which is after that of the call before. */
  public List<Step> evaluate(long timeMs) {
    clock.runUntil(timeMs);
    List<RuleSnapshot> rules = trial.evaluate(0, timeMs).rules();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      RuleSnapshot rule = rules.get(i);
      steps.add(
          new Step(rule.options(), changes.get(i).next(timeMs, rule.alerts()), rule.lastError()));
    }
    return steps;
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
