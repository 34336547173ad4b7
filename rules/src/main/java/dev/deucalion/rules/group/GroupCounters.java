package dev.deucalion.rules.group;

import dev.deucalion.rules.options.RuleGroupOptions;
import java.util.concurrent.atomic.LongAdder;

/** What a group has done; goes on when the group is changed. Safe for many threads. */
final class GroupCounters {
  final LongAdder evaluations = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder iterations = new LongAdder();
  final LongAdder missed = new LongAdder();
  volatile long lastEvaluationMs;
  volatile long lastDurationNanos;
  volatile long lastRuleDurationNanos;
  volatile long lastRestoreNanos;
  volatile int lastSamples;

  GroupStats stats(RuleGroupOptions group) {
    return new GroupStats(
        group.key(),
        group.intervalMs(),
        group.rules().size(),
        evaluations.sum(),
        failures.sum(),
        iterations.sum(),
        missed.sum(),
        lastEvaluationMs,
        lastDurationNanos,
        lastRuleDurationNanos,
        lastRestoreNanos,
        lastSamples);
  }
}
