package dev.deucalion.http.otlp;

import dev.deucalion.http.receive.NumberRow;
import java.util.Arrays;

/**
 * Counts of neighbouring buckets of an exponential histogram, without empty ones at either end. The
 * array is nobody's to change.
 *
 * @param first index of the first bucket, in the numbering of OTLP
 */
@SuppressWarnings("ArrayRecordComponent")
record ExponentialBuckets(long first, long[] counts) {
  /** The counts of a point. */
  static ExponentialBuckets of(int offset, NumberRow counts) {
    int from = 0;
    int to = counts.size();
    while (from < to && counts.get(from) == 0) {
      from++;
    }
    while (from < to && counts.get(to - 1) == 0) {
      to--;
    }
    return new ExponentialBuckets((long) offset + from, counts.longs(from, to));
  }

  boolean isEmpty() {
    return counts.length == 0;
  }

  /** Index behind the last bucket. */
  private long end() {
    return first + counts.length;
  }

  /**
   * The same counts in wider buckets.
   *
   * @param levels how many times two neighbours become one
   */
  ExponentialBuckets widened(int levels) {
    if (levels == 0 || isEmpty()) {
      return this;
    }
    long widerFirst = shifted(first, levels);
    long[] wider = new long[(int) (shifted(end() - 1, levels) - widerFirst + 1)];
    for (int i = 0; i < counts.length; i++) {
      wider[(int) (shifted(first + i, levels) - widerFirst)] += counts[i];
    }
    return new ExponentialBuckets(widerFirst, wider);
  }

  private static long shifted(long index, int levels) {
    return index >> Math.min(levels, Long.SIZE - 1);
  }

  /**
   * How many levels both are widened by for their sum to have about so many buckets at most. As in
   * OpenTelemetry's collector, what is halved is the index behind the last bucket, which leaves one
   * bucket more at times.
   */
  int levelsToFit(ExponentialBuckets other, int maxBuckets) {
    ExponentialBuckets one = isEmpty() ? other : this;
    ExponentialBuckets two = other.isEmpty() ? one : other;
    long from = Math.min(one.first, two.first);
    long end = Math.max(one.end(), two.end());
    int levels = 0;
    while (shifted(end, levels) - shifted(from, levels) > maxBuckets) {
      levels++;
    }
    return levels;
  }

  /** The sum of both, whose buckets are of the same width and not far from each other. */
  ExponentialBuckets plus(ExponentialBuckets other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    long from = Math.min(first, other.first);
    long end = Math.max(end(), other.end());
    long[] sum = new long[(int) (end - from)];
    addTo(sum, from);
    other.addTo(sum, from);
    return new ExponentialBuckets(from, sum);
  }

  private void addTo(long[] sum, long from) {
    for (int i = 0; i < counts.length; i++) {
      sum[(int) (first + i - from)] += counts[i];
    }
  }

  /** The counts as those of a point; returns its offset. */
  int writeTo(NumberRow row) {
    row.clear();
    Arrays.stream(counts).forEach(row::add);
    return (int) first;
  }
}
