package dev.deucalion.tsdb.head;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.storage.AppendResult;
import org.jspecify.annotations.Nullable;

/** Which samples the head takes, by their times. Safe for use by many threads. */
final class AppendRules {
  private final SeriesRows rows;
  private final LastValues lastValues;
  private final HeadCounters counters;
  private final long chunkRangeMs;
  private volatile long windowMs;

  AppendRules(HeadState head, long chunkRangeMs) {
    this.rows = head.rows();
    this.lastValues = head.lastValues();
    this.counters = head.counters();
    this.chunkRangeMs = chunkRangeMs;
  }

  /** Takes samples out of order that are so much older than the newest one, 0 for none. */
  void setWindow(long newWindowMs) {
    windowMs = newWindowMs;
  }

  /** Whether samples may come out of order. */
  boolean hasWindow() {
    return windowMs > 0;
  }

  /**
   * What appending a sample would come to, as far as can be seen without a lock.
   *
   * @param minInOrderMs samples before it may only come out of order
   * @param histogram null for a float
   */
  AppendResult check(
      int id, long timeMs, long minInOrderMs, long valueBits, @Nullable Histogram histogram) {
    if (timeMs >= minInOrderMs) {
      long[] page = rows.page(id);
      int row = SeriesRows.row(id);
      long lastMs = page[row + SeriesRows.TIME];
      if (page[row + SeriesRows.STATE] == SeriesRows.NO_SAMPLES || timeMs > lastMs) {
        return AppendResult.APPENDED;
      }
      if (timeMs == lastMs) {
        return lastValues.isLast(id, valueBits, histogram)
            ? AppendResult.APPENDED
            : AppendResult.DUPLICATE_TIMESTAMP;
      }
    }
    noteLateness(timeMs);
    if (hasWindow()) {
      return timeMs >= minOutOfOrderMs() ? AppendResult.APPENDED : AppendResult.TOO_OLD;
    }
    return timeMs < minInOrderMs ? AppendResult.OUT_OF_BOUNDS : AppendResult.OUT_OF_ORDER;
  }

  /**
   * Whether a series has a sample of that time or a later one, as far as is known without a lock.
   */
  boolean hasSampleFrom(int id, long timeMs) {
    long[] page = rows.page(id);
    int row = SeriesRows.row(id);
    return page[row + SeriesRows.STATE] != SeriesRows.NO_SAMPLES
        && page[row + SeriesRows.TIME] >= timeMs;
  }

  private void noteLateness(long timeMs) {
    long newestMs = counters.maxTimeMs;
    if (timeMs < newestMs) {
      counters.lateness.add((newestMs - timeMs) / 1e3);
    }
  }

  /** Earliest time at which a sample may come out of order. */
  long minOutOfOrderMs() {
    long newestMs = counters.maxTimeMs;
    return newestMs < Long.MIN_VALUE + windowMs ? Long.MIN_VALUE : newestMs - windowMs;
  }

  /** Earliest time of a sample that may be appended in order. */
  long minInOrderMs() {
    long halfRangeMs = chunkRangeMs / 2;
    long newestMs = counters.maxTimeMs;
    boolean isFar = newestMs >= Long.MIN_VALUE + halfRangeMs;
    return Math.max(counters.minValidTimeMs, isFar ? newestMs - halfRangeMs : Long.MIN_VALUE);
  }
}
