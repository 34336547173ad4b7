package dev.deucalion.tsdb.outoforder;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.storage.SampleCursor;
import org.jspecify.annotations.Nullable;

/** A cursor over arrays of samples in order. */
final class SortedSamples implements SampleCursor {
  private final long[] timesMs;
  private final double[] values;

  /** By index, null for floats; empty when all are floats. */
  private final @Nullable Histogram[] histograms;

  private final int count;
  private int at;

  /** Takes over the arrays, of which the first {@code count} entries count. */
  SortedSamples(long[] timesMs, double[] values, @Nullable Histogram[] histograms, int count) {
    this.timesMs = timesMs;
    this.values = values;
    this.histograms = histograms;
    this.count = count;
  }

  private boolean isFloat(int i) {
    return histograms.length == 0 || histograms[i] == null;
  }

  @Override
  public int next(long[] toTimesMs, double[] toValues) {
    int copied = 0;
    while (copied < toTimesMs.length && at < count && isFloat(at)) {
      toTimesMs[copied] = timesMs[at];
      toValues[copied++] = values[at++];
    }
    return copied;
  }

  @Override
  public int nextHistograms(long[] toTimesMs, Histogram[] toHistograms) {
    int copied = 0;
    while (copied < toTimesMs.length && at < count) {
      Histogram histogram = histograms.length == 0 ? null : histograms[at];
      if (histogram == null) {
        break;
      }
      toTimesMs[copied] = timesMs[at++];
      toHistograms[copied++] = histogram;
    }
    return copied;
  }
}
