package dev.deucalion.tsdb.head;

import java.util.Arrays;

/** Disjoint ranges of time in rising order, both ends inclusive, in milliseconds. Immutable. */
final class TimeRanges {
  static final TimeRanges NONE = new TimeRanges(new long[0]);

  /** First and last time of each range by turns. */
  private final long[] bounds;

  private TimeRanges(long[] bounds) {
    this.bounds = bounds;
  }

  boolean isEmpty() {
    return bounds.length == 0;
  }

  /** First and last time of each range by turns; not to be written to. */
  long[] bounds() {
    return bounds;
  }

  /** Number of ranges. */
  int count() {
    return bounds.length / 2;
  }

  /** First time of range {@code i}. */
  long minTimeMs(int i) {
    return bounds[2 * i];
  }

  /** Last time of range {@code i}. */
  long maxTimeMs(int i) {
    return bounds[2 * i + 1];
  }

  boolean contains(long timeMs) {
    int i = firstEndingAtOrAfter(timeMs);
    return i < count() && minTimeMs(i) <= timeMs;
  }

  /** Whether any time of a range is in these. */
  boolean intersects(long fromMs, long toMs) {
    int i = firstEndingAtOrAfter(fromMs);
    return i < count() && minTimeMs(i) <= toMs;
  }

  /** These and one more range; ranges that touch become one. */
  TimeRanges with(long fromMs, long toMs) {
    int first = firstEndingAtOrAfter(fromMs == Long.MIN_VALUE ? fromMs : fromMs - 1);
    long touching = toMs == Long.MAX_VALUE ? toMs : toMs + 1;
    int end = first;
    long from = fromMs;
    long to = toMs;
    while (end < count() && minTimeMs(end) <= touching) {
      from = Math.min(from, minTimeMs(end));
      to = Math.max(to, maxTimeMs(end));
      end++;
    }
    long[] merged = new long[bounds.length + 2 - 2 * (end - first)];
    System.arraycopy(bounds, 0, merged, 0, 2 * first);
    merged[2 * first] = from;
    merged[2 * first + 1] = to;
    System.arraycopy(bounds, 2 * end, merged, 2 * first + 2, bounds.length - 2 * end);
    return new TimeRanges(merged);
  }

  /** Those that end at or after a time. */
  TimeRanges endingAtOrAfter(long timeMs) {
    int first = firstEndingAtOrAfter(timeMs);
    return first == count()
        ? NONE
        : new TimeRanges(Arrays.copyOfRange(bounds, 2 * first, bounds.length));
  }

  private int firstEndingAtOrAfter(long timeMs) {
    int low = 0;
    int high = count();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (maxTimeMs(middle) < timeMs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
