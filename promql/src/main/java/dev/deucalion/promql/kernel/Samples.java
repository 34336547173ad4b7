package dev.deucalion.promql.kernel;

import java.util.Arrays;

/** Samples of one series, oldest first, in arrays that grow and are used again. */
public final class Samples {
  private static final int INITIAL_CAPACITY = 256;

  /** Times, milliseconds since the epoch; the first {@link #size} count. */
  public long[] timesMs = new long[INITIAL_CAPACITY];

  /** Values; the first {@link #size} count. */
  public double[] values = new double[INITIAL_CAPACITY];

  /** Number of samples. */
  public int size;

  /** Makes room for so many more samples. */
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

  public void clear() {
    size = 0;
  }
}
