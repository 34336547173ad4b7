package dev.deucalion.tsdb.outoforder;

import dev.deucalion.model.histogram.Histogram;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a buffer held at one moment: samples with distinct times, in no order. */
final class BufferedSamples {
  private final long[] timesMs;
  private final long[] valueBits;

  /** By index, null for floats; empty when all are floats. */
  private final @Nullable Histogram[] histograms;

  private final int count;
  private final long minTimeMs;
  private final long maxTimeMs;

  /** Refers to arrays that the buffer goes on using behind the first {@code count} entries. */
  BufferedSamples(
      long[] timesMs,
      long[] valueBits,
      @Nullable Histogram[] histograms,
      int count,
      long minTimeMs,
      long maxTimeMs) {
    this.timesMs = timesMs;
    this.valueBits = valueBits;
    this.histograms = histograms;
    this.count = count;
    this.minTimeMs = minTimeMs;
    this.maxTimeMs = maxTimeMs;
  }

  boolean overlaps(long fromMs, long toMs) {
    return count > 0 && minTimeMs <= toMs && maxTimeMs >= fromMs;
  }

  /** A cursor over the samples in a range, both ends included. */
  SortedSamples sorted(long fromMs, long toMs) {
    long[] order = new long[count];
    int found = 0;
    for (int i = 0; i < count; i++) {
      if (timesMs[i] >= fromMs && timesMs[i] <= toMs) {
        order[found++] = timesMs[i];
      }
    }
    Arrays.sort(order, 0, found);
    double[] values = new double[found];
    @Nullable Histogram[] sortedHistograms = new Histogram[histograms.length == 0 ? 0 : found];
    for (int i = 0; i < count; i++) {
      // Times are distinct, so the place of a sample is the place of its time.
      int place = Arrays.binarySearch(order, 0, found, timesMs[i]);
      if (place >= 0) {
        values[place] = Double.longBitsToDouble(valueBits[i]);
        if (sortedHistograms.length > 0) {
          sortedHistograms[place] = histograms[i];
        }
      }
    }
    return new SortedSamples(order, values, sortedHistograms, found);
  }
}
