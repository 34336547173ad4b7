package dev.deucalion.tsdb.outoforder;

import dev.deucalion.model.histogram.Histogram;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A few samples in the order in which they came, each time once. Entries never change, so a reader
 * needs no more than the arrays and the count of one moment: {@link #samples}.
 */
final class SampleBuffer {
  private static final int INITIAL_SAMPLES = 4;

  /** Buffers of so many samples, as one batch may make them, have an index. */
  private static final int INDEXED_SAMPLES = 64;

  private static final Histogram[] NO_HISTOGRAMS = {};

  private long[] timesMs = new long[INITIAL_SAMPLES];
  private long[] valueBits = new long[INITIAL_SAMPLES];

  /** By index, null for floats; empty as long as all are floats. */
  private @Nullable Histogram[] histograms = NO_HISTOGRAMS;

  /** The times of all samples, once they are many. */
  private @Nullable TimeSet index;

  private int count;
  private long minTimeMs = Long.MAX_VALUE;
  private long maxTimeMs = Long.MIN_VALUE;

  boolean contains(long timeMs) {
    if (timeMs > maxTimeMs || timeMs < minTimeMs) {
      return false;
    }
    if (index != null) {
      return index.contains(timeMs);
    }
    for (int i = 0; i < count; i++) {
      if (timesMs[i] == timeMs) {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds a sample whose time is not there yet: a float, or a histogram where that is not null. When
   * there is no memory for it, the buffer is as before.
   */
  void add(long timeMs, long bits, @Nullable Histogram histogram) {
    if (count == timesMs.length) {
      grow();
    }
    if (histogram != null && histograms.length == 0) {
      histograms = new Histogram[timesMs.length];
    }
    addToIndex(timeMs);
    if (histogram != null) {
      histograms[count] = histogram;
    }
    timesMs[count] = timeMs;
    valueBits[count] = bits;
    count++;
    minTimeMs = Math.min(minTimeMs, timeMs);
    maxTimeMs = Math.max(maxTimeMs, timeMs);
  }

  private void grow() {
    int length = count * 2;
    long[] longerTimesMs = Arrays.copyOf(timesMs, length);
    long[] longerBits = Arrays.copyOf(valueBits, length);
    if (histograms.length > 0) {
      histograms = Arrays.copyOf(histograms, length);
    }
    timesMs = longerTimesMs;
    valueBits = longerBits;
  }

  private void addToIndex(long timeMs) {
    if (count == INDEXED_SAMPLES) {
      TimeSet all = new TimeSet();
      for (int i = 0; i < count; i++) {
        all.add(timesMs[i]);
      }
      index = all;
    }
    if (index != null) {
      index.add(timeMs);
    }
  }

  /** A buffer with the samples that are not in a chunk. */
  SampleBuffer without(ChunkSamples chunk) {
    SampleBuffer rest = new SampleBuffer();
    for (int i = 0; i < count; i++) {
      Histogram histogram = histograms.length == 0 ? null : histograms[i];
      if (!chunk.has(timesMs[i], valueBits[i], histogram)) {
        rest.add(timesMs[i], valueBits[i], histogram);
      }
    }
    return rest;
  }

  int count() {
    return count;
  }

  long minTimeMs() {
    return minTimeMs;
  }

  long maxTimeMs() {
    return maxTimeMs;
  }

  /** The samples that are there now. */
  BufferedSamples samples() {
    return new BufferedSamples(timesMs, valueBits, histograms, count, minTimeMs, maxTimeMs);
  }
}
