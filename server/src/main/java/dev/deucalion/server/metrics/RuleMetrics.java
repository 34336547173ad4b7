package dev.deucalion.server.metrics;

import dev.deucalion.rules.group.GroupStats;
import dev.deucalion.rules.group.RuleStats;
import dev.deucalion.rules.template.AlertTemplates;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Metrics of rules and of their templates. */
public final class RuleMetrics implements SelfMetrics.Area {
  private static final double[] RULE_QUANTILES = {0.5, 0.9, 0.99};
  private static final double[] GROUP_QUANTILES = {0.01, 0.05, 0.5, 0.9, 0.99};
  private static final String GROUP = "prometheus_rule_group_";

  private final Supplier<RuleStats> rules;
  private final AlertTemplates templates;

  public RuleMetrics(Supplier<RuleStats> rules, AlertTemplates templates) {
    this.rules = rules;
    this.templates = templates;
  }

  @Override
  public void accept(Families families) {
    RuleStats stats = rules.get();
    families.summaries(
        "prometheus_rule_evaluation_duration_seconds",
        "How long evaluations of rules took.",
        RULE_QUANTILES,
        durations -> durations.add(stats.ruleDurations()));
    families.summaries(
        GROUP + "duration_seconds",
        "How long evaluations of groups of rules took.",
        GROUP_QUANTILES,
        durations -> durations.add(stats.groupDurations()));
    families.counter(
        "prometheus_template_text_expansions",
        "Templates that were filled in.",
        templates.expansions());
    families.counter(
        "prometheus_template_text_expansion_failures",
        "Templates that could not be.",
        templates.failures());
    addCounters(new PerGroup(families, stats.groups()));
    addGauges(new PerGroup(families, stats.groups()));
  }

  private static void addCounters(PerGroup groups) {
    groups.counter("prometheus_rule_evaluations", "Evaluations of rules.", GroupStats::evaluations);
    groups.counter(
        "prometheus_rule_evaluation_failures", "Those that failed.", GroupStats::failures);
    groups.counter(
        GROUP + "iterations",
        "Evaluations of groups that were due, also those that were missed.",
        GroupStats::iterations);
    groups.counter(
        GROUP + "iterations_missed",
        "Evaluations of groups that were left out, since the one before took too long.",
        GroupStats::missed);
  }

  private static void addGauges(PerGroup groups) {
    groups.gauge(
        GROUP + "interval_seconds", "Interval of a group.", group -> group.intervalMs() / 1e3);
    groups.gauge(
        GROUP + "last_evaluation_timestamp_seconds",
        "When a group was last evaluated.",
        group -> group.lastEvaluationMs() / 1e3);
    groups.gauge(
        GROUP + "last_duration_seconds",
        "How long the last evaluation of a group took.",
        group -> group.lastDurationNanos() / 1e9);
    groups.gauge(
        GROUP + "last_rule_duration_sum_seconds",
        "How long the rules of a group took at its last evaluation, one after the other.",
        group -> group.lastRuleDurationNanos() / 1e9);
    groups.gauge(
        GROUP + "last_restore_duration_seconds",
        "How long it took to find the states of alerts again after the start.",
        group -> group.lastRestoreNanos() / 1e9);
    groups.gauge(GROUP + "rules", "Rules of a group.", GroupStats::rules);
    groups.gauge(
        GROUP + "last_evaluation_samples",
        "Results of the last evaluation of a group.",
        GroupStats::lastSamples);
  }

  /** Families with a value for each group. */
  private record PerGroup(Families families, List<GroupStats> groups) {
    private static final String LABEL = "rule_group";

    void counter(String name, String help, Function<GroupStats, Number> value) {
      families.counters(
          name,
          help,
          values -> groups.forEach(group -> values.add(value.apply(group), LABEL, group.key())));
    }

    void gauge(String name, String help, Function<GroupStats, Number> value) {
      families.gauges(
          name,
          help,
          values -> groups.forEach(group -> values.add(value.apply(group), LABEL, group.key())));
    }
  }
}
