package dev.deucalion.storage;

import dev.deucalion.model.histogram.Histogram;
import java.util.Arrays;

/**
 * Streams the samples of one series, oldest first, stale markers included. Floats and histograms
 * come in runs: each of the two methods ends where the other kind begins, and the series is at its
 * end when both give nothing. Not thread-safe.
 *
 * <pre>{@code
 * int floats;
 * int histograms;
 * do {
 *   floats = cursor.next(timesMs, values);
 *   fold(timesMs, values, floats);
 *   histograms = cursor.nextHistograms(timesMs, found);
 *   fold(timesMs, found, histograms);
 * } while (floats + histograms > 0);
 * }</pre>
 */
public interface SampleCursor {
  /**
   * Fills both arrays from index 0 and says how many floats were written, 0 at the end and before a
   * histogram. The caller owns the arrays, which have the same length of at least one; times
   * strictly increase, also across calls, and lie in the selector's range.
   *
   * @throws java.io.UncheckedIOException when a chunk cannot be read
   */
  int next(long[] timesMs, double[] values);

  /**
   * Fills both arrays with histograms, 0 at the end and before a float; otherwise as for floats.
   */
  int nextHistograms(long[] timesMs, Histogram[] histograms);

  /**
   * As {@link #next(long[], double[])}, and says since when each float has counted. Both ways of
   * reading go on from the same place, so they may take turns.
   *
   * @param startTimesMs as long as the other arrays; gets start timestamps, milliseconds since the
   *     epoch, as they were stored, even where they make no sense, and 0 where none is known
   */
  default int next(long[] timesMs, double[] values, long[] startTimesMs) {
    int count = next(timesMs, values);
    Arrays.fill(startTimesMs, 0, count, 0);
    return count;
  }

  /** As {@link #next(long[], double[], long[])}, for histograms. */
  default int nextHistograms(long[] timesMs, Histogram[] histograms, long[] startTimesMs) {
    int count = nextHistograms(timesMs, histograms);
    Arrays.fill(startTimesMs, 0, count, 0);
    return count;
  }
}
