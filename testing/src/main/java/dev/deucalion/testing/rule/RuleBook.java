package dev.deucalion.testing.rule;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.rules.alert.ActiveAlert;
import dev.deucalion.rules.group.RuleGroupSnapshot;
import dev.deucalion.rules.group.RuleManagerOptions;
import dev.deucalion.rules.group.RuleSnapshot;
import dev.deucalion.rules.group.RuleSurroundings;
import dev.deucalion.rules.group.RuleTrial;
import dev.deucalion.rules.options.AlertingRuleOptions;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.testing.alert.Alerts;
import dev.deucalion.testing.alert.RuleAlert;
import dev.deucalion.testing.time.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The groups of rules of an embedded Prometheus, each evaluated exactly at its intervals since the
 * start of the clock, after what is fed and scraped at that time. One thread evaluates; what came
 * of it may be read by any.
 */
public final class RuleBook {
  /** What becomes of a rule that cannot be evaluated. */
  public enum OnFailure {
    /** Turning the clock fails with {@link RuleFailureException}. */
    THROW,
    /** It is in {@link #failures} until the next evaluation, as in a server. */
    KEEP
  }

  private final RuleSurroundings surroundings;
  private final RuleManagerOptions options;
  private final Labels externalLabels;
  private final OnFailure onFailure;
  private final List<Evaluated> groups = new CopyOnWriteArrayList<>();

  /** One group and how it stands. */
  private static final class Evaluated {
    private final RuleTrial trial;
    private volatile RuleGroupSnapshot latest;

    Evaluated(RuleTrial trial, RuleGroupSnapshot latest) {
      this.trial = trial;
      this.latest = latest;
    }
  }

  /** A book without rules. */
  public RuleBook(
      RuleSurroundings surroundings,
      RuleManagerOptions options,
      Labels externalLabels,
      OnFailure onFailure) {
    this.surroundings = surroundings;
    this.options = options;
    this.externalLabels = externalLabels;
    this.onFailure = onFailure;
  }

  /** Has a group evaluated from its next interval on, as {@link #addAll}. */
  public void add(RuleGroupOptions group, Timeline timeline) {
    addAll(List.of(group), timeline);
  }

  /**
   * Has groups evaluated from their next intervals on.
   *
   * @throws IllegalArgumentException when two have the same name, as those of one file may not;
   *     none is evaluated then
   */
  public void addAll(List<RuleGroupOptions> added, Timeline timeline) {
    Set<String> keys = new HashSet<>();
    groups().forEach(group -> keys.add(group.options().key()));
    for (RuleGroupOptions group : added) {
      if (!keys.add(group.key())) {
        throw new IllegalArgumentException(
            "groupname: " + GoQuote.quote(group.name()) + " is repeated in the same file");
      }
    }
    added.forEach(group -> start(group, timeline));
  }

  private void start(RuleGroupOptions group, Timeline timeline) {
    RuleTrial trial = new RuleTrial(surroundings, options, List.of(group), externalLabels);
    Evaluated added = new Evaluated(trial, trial.snapshot(0));
    groups.add(added);
    timeline.every(
        group.intervalMs(),
        Timeline.Phase.RULES,
        timeMs -> {
          evaluate(added, timeMs);
          return true;
        });
  }

  /** Evaluates all groups at a time. */
  public void evaluateAll(long timeMs) {
    groups.forEach(group -> evaluate(group, timeMs));
  }

  private void evaluate(Evaluated group, long timeMs) {
    RuleGroupSnapshot latest = group.trial.evaluate(0, timeMs);
    group.latest = latest;
    if (onFailure == OnFailure.THROW) {
      List<String> failed = failures(latest);
      if (!failed.isEmpty()) {
        throw new RuleFailureException(
            String.join("\n", failed) + "\nat " + Instant.ofEpochMilli(timeMs));
      }
    }
  }

  /** All groups, in the order in which they were added. */
  public List<RuleGroupSnapshot> groups() {
    List<RuleGroupSnapshot> latest = new ArrayList<>();
    for (Evaluated group : groups) {
      latest.add(group.latest);
    }
    return Collections.unmodifiableList(latest);
  }

  /** What failed at the last evaluation of each group, one line a rule. */
  public List<String> failures() {
    return groups().stream().flatMap(group -> failures(group).stream()).toList();
  }

  private static List<String> failures(RuleGroupSnapshot group) {
    List<String> failures = new ArrayList<>();
    for (RuleSnapshot rule : group.rules()) {
      if (!rule.lastError().isEmpty()) {
        failures.add(
            "rule "
                + rule.options().name()
                + " of group "
                + group.options().name()
                + ": "
                + rule.lastError());
      }
    }
    return failures;
  }

  /** The alerts of all groups, resolved ones included as long as rules keep them. */
  public Alerts alerts() {
    List<RuleAlert> alerts = new ArrayList<>();
    for (RuleGroupSnapshot group : groups()) {
      for (RuleSnapshot rule : group.rules()) {
        for (ActiveAlert alert : rule.alerts().all()) {
          alerts.add(RuleAlert.of(group.options().name(), rule.options().name(), alert));
        }
      }
    }
    return new Alerts(alerts, alertNames());
  }

  private List<String> alertNames() {
    Set<String> names = new LinkedHashSet<>();
    for (RuleGroupSnapshot group : groups()) {
      for (RuleSnapshot rule : group.rules()) {
        if (rule.options() instanceof AlertingRuleOptions) {
          names.add(rule.options().name());
        }
      }
    }
    return List.copyOf(names);
  }
}
