package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.wal.BatchMark;
import dev.deucalion.tsdb.wal.LogPosition;
import dev.deucalion.tsdb.wal.WalReplay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the two logs have of batches with samples out of order. The write-ahead log counts:
 * what the other one lacks of its batches is to be taken from it, and batches that it does not have
 * are none. For one thread.
 */
final class LateBatches {
  /** Places as numbers, in the same order: segment, then offset. */
  private static final int OFFSET_BITS = 36;

  private final Places inLog = new Places();
  private final Places inLateLog = new Places();

  /** What the other log has begins here; null where it does not say. */
  private @Nullable LogPosition lateStart;

  /** Notes a batch of the write-ahead log. */
  void addLogged(LogPosition at) {
    inLog.add(at);
  }

  /**
   * Notes a batch of the other log, or where that log begins.
   *
   * @param replayed how the replay of the write-ahead log ended
   * @return whether the write-ahead log has it, as far as can be told
   */
  boolean add(BatchMark mark, WalReplay.Result replayed) {
    LogPosition origin = mark.origin();
    if (origin == null) {
      return true;
    }
    if (mark.records() == 0) {
      if (lateStart == null && inLateLog.isEmpty()) {
        lateStart = origin;
      }
      return true;
    }
    boolean wasRead = origin.compareTo(replayed.start()) >= 0;
    boolean isLost =
        origin.compareTo(replayed.end()) >= 0
            || wasRead && replayed.corruptions() == 0 && !inLog.has(origin);
    if (!isLost) {
      inLateLog.add(origin);
    }
    return !isLost;
  }

  /** Places of the batches in the write-ahead log that the other one should have and has not. */
  List<LogPosition> missing() {
    List<LogPosition> missing = new ArrayList<>();
    inLateLog.sort();
    for (int i = 0; i < inLog.count; i++) {
      LogPosition at = place(inLog.values[i]);
      boolean isDue = lateStart == null || at.compareTo(lateStart) >= 0;
      if (isDue && !inLateLog.has(at)) {
        missing.add(at);
      }
    }
    return missing;
  }

  private static LogPosition place(long value) {
    return new LogPosition(value >>> OFFSET_BITS, value & ((1L << OFFSET_BITS) - 1));
  }

  private static long value(LogPosition at) {
    return at.segment() << OFFSET_BITS | at.offset();
  }

  /** Places; {@link #has} needs them sorted, as a log gives its own. */
  private static final class Places {
    private long[] values = new long[16];
    private int count;

    void add(LogPosition at) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = value(at);
    }

    boolean isEmpty() {
      return count == 0;
    }

    void sort() {
      Arrays.sort(values, 0, count);
    }

    boolean has(LogPosition at) {
      return Arrays.binarySearch(values, 0, count, value(at)) >= 0;
    }
  }
}
