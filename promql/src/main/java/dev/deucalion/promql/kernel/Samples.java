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

  /** Times of the floats, milliseconds since the epoch; the first {@link #size} count. */
  public long[] timesMs = new long[INITIAL_CAPACITY];

  /** Floats; the first {@link #size} count. */
  public double[] values = new double[INITIAL_CAPACITY];

  /** Number of floats. */
  public int size;

  /**
   * Times of the histograms, milliseconds since the epoch; the first {@link #histogramCount} count.
   */
  public long[] histogramTimesMs = {};

  /** Histograms; the first {@link #histogramCount} count. */
  public FloatHistogram[] histograms = NO_HISTOGRAMS;

  /** Number of histograms. */
  public int histogramCount;

  /** Makes room for so many more floats. */
  public void reserve(int more) {
    if (size + more > timesMs.length) {
      int capacity = Math.max(size + more, timesMs.length * 2);
      timesMs = Arrays.copyOf(timesMs, capacity);
      values = Arrays.copyOf(values, capacity);
    }
  }

  public void add(long timeMs, double value) {
    reserve(1);
    timesMs[size] = timeMs;
    values[size++] = value;
  }

  public void addHistogram(long timeMs, FloatHistogram histogram) {
    if (histogramCount == histograms.length) {
      int capacity = Math.max(INITIAL_CAPACITY, histogramCount * 2);
      histogramTimesMs = Arrays.copyOf(histogramTimesMs, capacity);
      histograms = Arrays.copyOf(histograms, capacity);
    }
    histogramTimesMs[histogramCount] = timeMs;
    histograms[histogramCount++] = histogram;
  }

  public void clear() {
    size = 0;
    Arrays.fill(histograms, 0, histogramCount, null);
    histogramCount = 0;
  }
}
