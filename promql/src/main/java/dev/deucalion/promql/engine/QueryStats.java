package dev.deucalion.promql.engine;

/**
 * What a query cost. Times in nanoseconds, as Prometheus divides them.
 *
 * @param totalSamples samples that selectors handed to the evaluation, over all steps
 * @param peakSamples most samples held at a time
 * @param peakBytes most bytes held at a time
 */
public record QueryStats(
    long evalTotalNanos,
    long resultSortNanos,
    long prepareNanos,
    long innerEvalNanos,
    long queueNanos,
    long execTotalNanos,
    long totalSamples,
    long peakSamples,
    long peakBytes) {}
