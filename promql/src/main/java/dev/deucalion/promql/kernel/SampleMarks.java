package dev.deucalion.promql.kernel;

import java.util.Arrays;

/**
 * Places among the samples of one series, found once, for windows of which none begins before the
 * one asked for last.
 */
final class SampleMarks {
  private int[] at = new int[16];
  private int count;

  /** Index into {@link #at} from which on marks may be in windows to come. */
  private int next;

  /** Starts over with another series. */
  void clear() {
    count = 0;
    next = 0;
  }

  /** Marks a sample; indices rise. */
  void add(int sample) {
    if (count == at.length) {
      at = Arrays.copyOf(at, count * 2);
    }
    at[count++] = sample;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Number of the first mark behind a sample; {@link #count} where there is none. */
  int firstBehind(int sample) {
    while (next < count && at[next] <= sample) {
      next++;
    }
    return next;
  }

  /** Whether there is a mark behind one sample and up to another. */
  boolean isBetween(int first, int last) {
    int mark = firstBehind(first);
    return mark < count && at[mark] <= last;
  }

  /**
   * A difference plus the values before each mark that is behind the first sample of a window, up
   * to its last one.
   */
  double addValuesBefore(double[] values, int first, int last, double difference) {
    double result = difference;
    for (int mark = firstBehind(first); mark < count && at[mark] <= last; mark++) {
      result += values[at[mark] - 1];
    }
    return result;
  }
}
