package dev.deucalion.promql.testkit;

import dev.deucalion.model.labels.Labels;

/**
 * A series with points at regular distance, written as {@code name{label="value"} 1 _ 2+3x4 stale}.
 *
 * @param values one a point; the stale marker for {@code stale}
 * @param omitted whether a point is left out
 * @param hasHistograms whether points are native histograms; such points are omitted
 * @param startTimes whether the line gives start timestamps of the samples, not values
 */
@SuppressWarnings("ArrayRecordComponent")
public record SeriesNotation(
    Labels labels, double[] values, boolean[] omitted, boolean hasHistograms, boolean startTimes) {

  /**
   * Reads a series.
   *
   * @throws IllegalArgumentException when it is not one; the message says why
   */
  public static SeriesNotation parse(String text) {
    return new SeriesNotationParser(text).parse();
  }

  /** Number of points, also left out ones. */
  public int size() {
    return values.length;
  }
}
