package dev.deucalion.promql.engine;

import org.jspecify.annotations.Nullable;

/**
 * What a query cost. Times in nanoseconds, as Prometheus divides them.
 *
 * @param totalSamples samples that selectors handed to the evaluation, over all steps
 * @param samplesRead the same, of the window of a step only what the one before did not have
 * @param peakSamples most samples held at a time
 * @param peakBytes most bytes held at a time
 * @param steps samples of each step, or null where they were not asked for
 */
public record QueryStats(
    long evalTotalNanos,
    long resultSortNanos,
    long prepareNanos,
    long innerEvalNanos,
    long queueNanos,
    long execTotalNanos,
    long totalSamples,
    long samplesRead,
    long peakSamples,
    long peakBytes,
    @Nullable Steps steps) {

  /**
   * Samples by step, as arrays that nobody writes to any more.
   *
   * @param startMs time of the first step
   * @param stepMs distance of the steps
   * @param totalSamples as {@link QueryStats#totalSamples}
   * @param samplesRead as {@link QueryStats#samplesRead}
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Steps(long startMs, long stepMs, long[] totalSamples, long[] samplesRead) {}
}
