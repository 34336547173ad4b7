package dev.deucalion.promql.kernel;

import dev.deucalion.model.histogram.FloatHistogram;
import java.util.Arrays;

/**
 * Samples of one series in arrays that grow and are used again: floats, oldest first, and beside
 * them native histograms, oldest first. No two samples have the same time.
 */
public final class Samples {
  private static final int INITIAL_CAPACITY = 256;
  private static final FloatHistogram[] NO_HISTOGRAMS = {};
  private static final long[] NO_TIMES = {};

  /** Times of the floats, milliseconds since the epoch; the first {@link #size} count. */
  public long[] timesMs = new long[INITIAL_CAPACITY];

  /** Floats; the first {@link #size} count. */
  public double[] values = new double[INITIAL_CAPACITY];

  /** Number of floats. */
  public int size;

  /**
   * Times of the histograms, milliseconds since the epoch; the first {@link #histogramCount} count.
   */
  public long[] histogramTimesMs = NO_TIMES;

  /** Histograms; the first {@link #histogramCount} count. */
  public FloatHistogram[] histograms = NO_HISTOGRAMS;

  /** Number of histograms. */
  public int histogramCount;

  /**
   * Start timestamps of the floats, milliseconds since the epoch, 0 where none is known; counts
   * where there {@linkplain #hasStarts are} some.
   */
  public long[] startsMs = NO_TIMES;

  /** As {@link #startsMs}, of the histograms. */
  public long[] histogramStartsMs = NO_TIMES;

  private boolean hasStarts;

  /** Has samples come with start timestamps until all are {@linkplain #clear cleared}. */
  public void keepStarts() {
    hasStarts = true;
    if (startsMs.length < timesMs.length) {
      startsMs = Arrays.copyOf(startsMs, timesMs.length);
    }
    if (histogramStartsMs.length < histogramTimesMs.length) {
      histogramStartsMs = Arrays.copyOf(histogramStartsMs, histogramTimesMs.length);
    }
  }

  /** Whether samples come with start timestamps. */
  public boolean hasStarts() {
    return hasStarts;
  }

  /** Makes room for so many more floats. */
  public void reserve(int more) {
    if (size + more > timesMs.length) {
      int capacity = Math.max(size + more, timesMs.length * 2);
      timesMs = Arrays.copyOf(timesMs, capacity);
      values = Arrays.copyOf(values, capacity);
      if (hasStarts) {
        startsMs = Arrays.copyOf(startsMs, capacity);
      }
    }
  }

  /** Adds a float without a start timestamp. */
  public void add(long timeMs, double value) {
    reserve(1);
    timesMs[size] = timeMs;
    values[size++] = value;
  }

  /** Adds a histogram without a start timestamp. */
  public void addHistogram(long timeMs, FloatHistogram histogram) {
    addHistogram(timeMs, histogram, 0);
  }

  /**
   * Adds a histogram.
   *
   * @param startMs its start timestamp, for whoever {@linkplain #keepStarts keeps} them
   */
  public void addHistogram(long timeMs, FloatHistogram histogram, long startMs) {
    if (histogramCount == histograms.length) {
      int capacity = Math.max(INITIAL_CAPACITY, histogramCount * 2);
      histogramTimesMs = Arrays.copyOf(histogramTimesMs, capacity);
      histograms = Arrays.copyOf(histograms, capacity);
      if (hasStarts) {
        histogramStartsMs = Arrays.copyOf(histogramStartsMs, capacity);
      }
    }
    if (hasStarts) {
      histogramStartsMs[histogramCount] = startMs;
    }
    histogramTimesMs[histogramCount] = timeMs;
    histograms[histogramCount++] = histogram;
  }

  /** Takes all samples away. */
  public void clear() {
    hasStarts = false;
    size = 0;
    Arrays.fill(histograms, 0, histogramCount, null);
    histogramCount = 0;
  }
}
