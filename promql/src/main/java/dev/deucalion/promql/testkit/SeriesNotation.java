package dev.deucalion.promql.testkit;

import dev.deucalion.model.labels.Labels;
import org.jspecify.annotations.Nullable;

/**
 * A series with points at regular distance, written as {@code name{label="value"} 1 _ 2+3x4 stale
 * {{schema:1 count:2 buckets:[1 1]}}x3}.
 *
 * @param values one a point; the stale marker for {@code stale}
 * @param omitted whether a point is left out
 * @param histograms one a point, null where it is none; empty where no point is one
 * @param starts start timestamps of the points, null where none are given
 */
@SuppressWarnings("ArrayRecordComponent")
public record SeriesNotation(
    Labels labels,
    double[] values,
    boolean[] omitted,
    @Nullable HistogramPoint[] histograms,
    @Nullable StartNotation starts) {

  /**
   * Reads a series.
   *
   * @throws IllegalArgumentException when it is not one; the message says why
   */
  public static SeriesNotation parse(String text) {
    return new SeriesNotationParser(text).parse();
  }

  /**
   * The series with start timestamps.
   *
   * @throws IllegalArgumentException when they belong to another series, or are not as many
   */
  SeriesNotation withStarts(StartNotation given) {
    if (!given.labels().equals(labels)) {
      throw new IllegalArgumentException(
          "@st metric does not match the following sample line metric");
    }
    if (given.size() != size()) {
      throw new IllegalArgumentException(
          "@st line has %s values but sample line has %s".formatted(given.size(), size()));
    }
    return new SeriesNotation(labels, values, omitted, histograms, given);
  }

  /** The histogram of a point, or null where it has none. */
  public @Nullable HistogramPoint histogram(int point) {
    return histograms.length == 0 ? null : histograms[point];
  }

  /** Number of points, also left out ones. */
  public int size() {
    return values.length;
  }
}
