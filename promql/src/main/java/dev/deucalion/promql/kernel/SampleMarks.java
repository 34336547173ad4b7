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

  /**
   * Marks a sample; indices rise.
   *
   * @param work told of what is kept for it
   */
  void add(int sample, Work work) {
    if (count == at.length) {
      work.hold((long) Integer.BYTES * count);
      at = Arrays.copyOf(at, count * 2);
    }
    at[count++] = sample;
  }

  /** Marks the values that are less than the one before them. */
  void addFalls(double[] values, int size, Work work) {
    for (int i = 1; i < size; i++) {
      if (values[i] < values[i - 1]) {
        add(i, work);
      }
    }
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
   *
   * @param work told of each mark
   */
  double addValuesBefore(double[] values, int first, int last, double difference, Work work) {
    double result = difference;
    int begin = firstBehind(first);
    int mark = begin;
    for (; mark < count && at[mark] <= last; mark++) {
      result += values[at[mark] - 1];
    }
    work.add(mark - begin);
    return result;
  }
}
