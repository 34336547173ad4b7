package dev.deucalion.promql.engine;

import dev.deucalion.model.stats.DurationSummary;

/**
 * What an engine has done so far, for metrics.
 *
 * @param running queries that are evaluated now or wait for their turn
 * @param maxConcurrency how many may be
 * @param queue time that queries waited for others
 * @param prepare time to build operators and to select series
 * @param innerEval time to evaluate
 * @param resultSort time to sort results
 * @param samplesTotal samples that selectors handed to the evaluation, over all steps
 * @param samplesReadTotal the same, of the window of a step only what the one before did not have
 * @param memoryBytes bytes that queries have set aside now
 * @param spread parts of queries that several threads were called to work on
 */
public record EngineStats(
    int running,
    int maxConcurrency,
    DurationSummary queue,
    DurationSummary prepare,
    DurationSummary innerEval,
    DurationSummary resultSort,
    long samplesTotal,
    long samplesReadTotal,
    long memoryBytes,
    long spread) {}
