package dev.deucalion.model.time;

import java.util.Arrays;

/**
 * Stretches of time, such as those that were deleted from a series: closed, ascending, no two
 * touching. Immutable.
 */
public final class TimeIntervals {
  /** No interval. */
  public static final TimeIntervals NONE = new TimeIntervals(new long[0], new long[0]);

  private final long[] minTimesMs;
  private final long[] maxTimesMs;

  private TimeIntervals(long[] minTimesMs, long[] maxTimesMs) {
    this.minTimesMs = minTimesMs;
    this.maxTimesMs = maxTimesMs;
  }

  /** One interval, both ends inclusive. */
  public static TimeIntervals of(long minTimeMs, long maxTimeMs) {
    return NONE.plus(minTimeMs, maxTimeMs);
  }

  /** Number of intervals. */
  public int size() {
    return minTimesMs.length;
  }

  /** Whether there is no interval. */
  public boolean isEmpty() {
    return minTimesMs.length == 0;
  }

  /** First time of interval {@code i}, inclusive. */
  public long minTimeMs(int i) {
    return minTimesMs[i];
  }

  /** Last time of interval {@code i}, inclusive. */
  public long maxTimeMs(int i) {
    return maxTimesMs[i];
  }

  /**
   * These and one more; those that overlap or follow without a gap become one.
   *
   * @throws IllegalArgumentException when it ends before it begins
   */
  public TimeIntervals plus(long minTimeMs, long maxTimeMs) {
    if (minTimeMs > maxTimeMs) {
      throw new IllegalArgumentException("interval from " + minTimeMs + " to " + maxTimeMs);
    }
    int begin = minTimeMs == Long.MIN_VALUE ? 0 : firstEndingAtOrAfter(minTimeMs - 1);
    int end = begin;
    long min = minTimeMs;
    long max = maxTimeMs;
    while (end < size() && (max == Long.MAX_VALUE || minTimesMs[end] <= max + 1)) {
      min = Math.min(min, minTimesMs[end]);
      max = Math.max(max, maxTimesMs[end]);
      end++;
    }
    return new TimeIntervals(
        replaced(minTimesMs, begin, end, min), replaced(maxTimesMs, begin, end, max));
  }

  private static long[] replaced(long[] array, int begin, int end, long value) {
    long[] result = new long[array.length - (end - begin) + 1];
    System.arraycopy(array, 0, result, 0, begin);
    result[begin] = value;
    System.arraycopy(array, end, result, begin + 1, array.length - end);
    return result;
  }

  /** Index of the first interval that ends at or after a time, {@link #size()} when none does. */
  public int firstEndingAtOrAfter(long timeMs) {
    int found = Arrays.binarySearch(maxTimesMs, timeMs);
    return found >= 0 ? found : ~found;
  }

  /** Whether a time is in one of the intervals. */
  public boolean contains(long timeMs) {
    int i = firstEndingAtOrAfter(timeMs);
    return i < size() && minTimesMs[i] <= timeMs;
  }

  /** Whether a time between two, both inclusive, is in one of the intervals. */
  public boolean overlaps(long minTimeMs, long maxTimeMs) {
    int i = firstEndingAtOrAfter(minTimeMs);
    return i < size() && minTimesMs[i] <= maxTimeMs;
  }

  /** Whether all times between two, both inclusive, are in one of the intervals. */
  public boolean covers(long minTimeMs, long maxTimeMs) {
    int i = firstEndingAtOrAfter(minTimeMs);
    return i < size() && minTimesMs[i] <= minTimeMs && maxTimesMs[i] >= maxTimeMs;
  }

  /** Those that end at or after a time. */
  public TimeIntervals endingAtOrAfter(long timeMs) {
    int first = firstEndingAtOrAfter(timeMs);
    return first == 0
        ? this
        : new TimeIntervals(
            Arrays.copyOfRange(minTimesMs, first, size()),
            Arrays.copyOfRange(maxTimesMs, first, size()));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof TimeIntervals other
        && Arrays.equals(minTimesMs, other.minTimesMs)
        && Arrays.equals(maxTimesMs, other.maxTimesMs);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(minTimesMs) + Arrays.hashCode(maxTimesMs);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < size(); i++) {
      out.append(i == 0 ? "[" : ", [").append(minTimesMs[i]);
      out.append(", ").append(maxTimesMs[i]).append(']');
    }
    return out.toString();
  }
}
