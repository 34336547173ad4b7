package dev.deucalion.promql.exec;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.storage.SampleCursor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a cursor as floats. Expressions know floats only: a histogram reads as a stale marker, so
 * that it hides the floats before it and is no sample itself. For one thread.
 */
final class FloatReader {
  private Histogram @Nullable [] histograms;

  /** The next samples, as {@link SampleCursor#next}, 0 only at the end. */
  int next(SampleCursor cursor, long[] timesMs, double[] values) {
    int floats = cursor.next(timesMs, values);
    if (floats > 0) {
      return floats;
    }
    if (histograms == null) {
      histograms = new Histogram[timesMs.length];
    }
    int found = cursor.nextHistograms(timesMs, histograms);
    Arrays.fill(histograms, 0, found, null);
    Arrays.fill(values, 0, found, StaleMarker.VALUE);
    return found;
  }
}
