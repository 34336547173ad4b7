package dev.deucalion.rules.group;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.rules.alert.AlertRestore;
import dev.deucalion.rules.alert.AlertStates;
import dev.deucalion.rules.options.AlertingRuleOptions;
import dev.deucalion.rules.options.RecordingRuleOptions;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.options.RuleOptions;
import dev.deucalion.rules.schedule.Scheduler;
import dev.deucalion.storage.Querier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group at work. Its scheduler runs it on one thread at a time; {@link #snapshot} and {@link
 * #stats} are for any thread, and what was there before can be asked of a group that stopped.
 */
final class RuleGroup implements Scheduler.Task {
  private static final Logger LOG = LoggerFactory.getLogger(RuleGroup.class);

  /**
   * The states of alerts are restored after so many evaluations: at the first ones there may not
   * yet be enough data for alerts to be there at all.
   */
  private static final int EVALUATIONS_BEFORE_RESTORE = 2;

  private final RuleContext context;
  private final RuleGroupOptions options;
  private final GroupCounters counters;
  private final List<RuleWork> rules;
  private final EndedSeries ended;
  private final RuleThreads threads;
  private final GroupSchedule schedule;
  private int evaluationsToRestore;
  private boolean catchesUp;
  private volatile boolean stopping;
  private Scheduler.@Nullable Handle handle;

  private RuleGroup(
      RuleContext context,
      RuleGroupOptions options,
      GroupCounters counters,
      List<RuleWork> rules,
      Collection<Labels> ended,
      boolean restore) {
    this.context = context;
    this.options = options;
    this.counters = counters;
    this.rules = List.copyOf(rules);
    this.ended = new EndedSeries(context.surroundings().output(), ended);
    this.threads = new RuleThreads(context.spareThreads(), batches(this.rules));
    this.schedule = new GroupSchedule(options, context.nowMs());
    this.evaluationsToRestore = restore ? EVALUATIONS_BEFORE_RESTORE : 0;
    this.catchesUp = restore && context.options().catchUpMs() > 0;
  }

  private List<List<RuleWork>> batches(List<RuleWork> all) {
    if (context.options().maxConcurrentRules() == 0) {
      return List.of(all);
    }
    return RuleBatches.of(options.rules()).stream()
        .map(batch -> batch.stream().map(all::get).toList())
        .toList();
  }

  /**
   * A group that goes on for no other.
   *
   * @param restore whether the states of alerts are sought in history, and what was missed is
   *     caught up
   */
  static RuleGroup first(RuleContext context, RuleGroupOptions options, boolean restore) {
    GroupCounters counters = new GroupCounters();
    List<RuleWork> rules = new ArrayList<>();
    for (RuleOptions rule : options.rules()) {
      RuleEvaluator evaluator = evaluator(context, options, rule, AlertStates.NONE, !restore);
      rules.add(new RuleWork(context, options, counters, rule, evaluator, List.of()));
    }
    return new RuleGroup(context, options, counters, rules, List.of(), restore);
  }

  /** A group with other options that goes on for this one, which has stopped. */
  RuleGroup successor(RuleGroupOptions next) {
    RuleSuccession succession = new RuleSuccession(rules);
    List<RuleWork> successors = new ArrayList<>();
    for (RuleOptions rule : next.rules()) {
      RuleWork before = succession.take(rule);
      AlertStates states = before == null ? AlertStates.NONE : before.snapshot().alerts();
      RuleEvaluator evaluator = evaluator(context, next, rule, states, true);
      successors.add(
          new RuleWork(
              context,
              next,
              counters,
              rule,
              evaluator,
              before == null ? List.of() : before.series()));
    }
    List<Labels> toEnd = new ArrayList<>(ended.series());
    toEnd.addAll(succession.seriesLeft());
    return new RuleGroup(context, next, counters, successors, toEnd, false);
  }

  private static RuleEvaluator evaluator(
      RuleContext context,
      RuleGroupOptions group,
      RuleOptions rule,
      AlertStates states,
      boolean restored) {
    return switch (rule) {
      case RecordingRuleOptions recording ->
          new RecordingEvaluator(
              new ExprEvaluator(context.surroundings().query(), group), recording, group.limit());
      case AlertingRuleOptions alerting ->
          new AlertingEvaluator(context, group, alerting, states, restored);
    };
  }

  RuleGroupOptions options() {
    return options;
  }

  void start() {
    handle = context.surroundings().scheduler().start("rules " + options.key(), this);
  }

  /** Has the evaluation at hand, where there is one, end with the rule at hand. */
  void requestStop() {
    stopping = true;
  }

  /** Waits for the end of the evaluation at hand; there is none after it. */
  void stop() {
    requestStop();
    Scheduler.Handle running = handle;
    if (running != null) {
      running.stop();
    }
  }

  /** After the stop, ends all series of the group when two intervals have passed. */
  Scheduler.Handle endSeriesLater() {
    List<Labels> all = new ArrayList<>(ended.series());
    rules.forEach(rule -> all.addAll(rule.series()));
    long nowMs = context.nowMs();
    return context
        .surroundings()
        .scheduler()
        .start(
            "end of rules " + options.key(),
            new EndedSeries(context.surroundings().output(), all)
                .later(nowMs + 2 * options.intervalMs(), nowMs - options.queryOffsetMs()));
  }

  @Override
  public long nextMs() {
    if (stopping) {
      return Scheduler.NEVER;
    }
    long nowMs = context.nowMs();
    return catchesUp ? nowMs : schedule.nextMs(nowMs);
  }

  @Override
  public void run() {
    long startMs = context.nowMs();
    if (catchesUp) {
      catchesUp = false;
      new CatchUp(context, options).run(rules, schedule.nextMs(startMs), () -> stopping);
      return;
    }
    long startNanos = context.nanos();
    GroupSchedule.Slot slot = schedule.take(startMs);
    counters.iterations.add(slot.missed() + 1);
    counters.missed.add(slot.missed());
    int samples = threads.run(slot.timeMs(), () -> stopping);
    if (samples >= 0) {
      counters.lastSamples = samples;
      ended.end(slot.timeMs() - options.queryOffsetMs());
    }
    long tookNanos = context.nanos() - startNanos;
    context.groupDurations().add(tookNanos);
    counters.lastDurationNanos = tookNanos;
    counters.lastRuleDurationNanos = rules.stream().mapToLong(RuleWork::lastDurationNanos).sum();
    counters.lastEvaluationMs = startMs;
    if (evaluationsToRestore > 0 && !stopping && --evaluationsToRestore == 0) {
      restore();
    }
  }

  /** Evaluates the rules at a time of the caller's choice; not for a group that was started. */
  void evaluate(long timeMs) {
    threads.run(timeMs, () -> stopping);
  }

  private void restore() {
    long startNanos = context.nanos();
    long nowMs = context.nowMs();
    AlertRestore restore =
        new AlertRestore(
            nowMs - context.options().outageToleranceMs(),
            nowMs,
            context.options().gracePeriodMs());
    List<AlertingEvaluator> alerting = new ArrayList<>();
    for (RuleWork rule : rules) {
      if (rule.evaluator() instanceof AlertingEvaluator evaluator) {
        alerting.add(evaluator);
      }
    }
    if (alerting.stream().anyMatch(evaluator -> evaluator.needsRestore(restore))) {
      restore(alerting, restore);
    }
    alerting.forEach(AlertingEvaluator::endRestore);
    counters.lastRestoreNanos = context.nanos() - startNanos;
  }

  /** An alert whose state cannot be read begins anew: there is no second try. */
  private void restore(List<AlertingEvaluator> alerting, AlertRestore restore) {
    try (Querier history =
        context.surroundings().history().querier(restore.fromMs(), restore.nowMs())) {
      for (AlertingEvaluator evaluator : alerting) {
        if (evaluator.needsRestore(restore)) {
          evaluator.restore(restore, history);
        }
      }
    } catch (RuntimeException | Error e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("file", options.file())
          .addKeyValue("group", options.name())
          .log("Failed to restore 'for' state");
    }
  }

  RuleGroupSnapshot snapshot() {
    List<RuleSnapshot> snapshots = new ArrayList<>(rules.size());
    for (RuleWork rule : rules) {
      snapshots.add(rule.snapshot());
    }
    return new RuleGroupSnapshot(
        options, counters.lastEvaluationMs, counters.lastDurationNanos, snapshots);
  }

  GroupStats stats() {
    return counters.stats(options);
  }
}
