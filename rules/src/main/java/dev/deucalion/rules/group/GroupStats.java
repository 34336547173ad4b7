package dev.deucalion.rules.group;

/**
 * What a group of rules has done so far.
 *
 * @param key tells groups apart
 * @param rules how many it has
 * @param evaluations of rules
 * @param failures of them
 * @param iterations evaluations of the group that were due
 * @param missed those of them that were left out
 * @param lastEvaluationMs when the last evaluation began, 0 before the first
 * @param lastDurationNanos how long the last evaluation took
 * @param lastRuleDurationNanos how long its rules took, one after the other
 * @param lastRestoreNanos how long it took to find the states of alerts again; 0 where that was not
 *     done
 * @param lastSamples results of the last evaluation
 */
public record GroupStats(
    String key,
    long intervalMs,
    int rules,
    long evaluations,
    long failures,
    long iterations,
    long missed,
    long lastEvaluationMs,
    long lastDurationNanos,
    long lastRuleDurationNanos,
    long lastRestoreNanos,
    int lastSamples) {}
