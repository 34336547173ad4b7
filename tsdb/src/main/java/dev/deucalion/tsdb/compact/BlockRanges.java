package dev.deucalion.tsdb.compact;

import java.util.ArrayList;
import java.util.List;

/** Times that blocks are cut and merged to, all aligned to multiples of themselves. */
public final class BlockRanges {
  private static final int GROWTH = 3;
  private static final int MAX_LEVELS = 10;

  private BlockRanges() {}

  /**
   * The smallest range, three times it and so on, as long as they are not more than the largest; at
   * least the smallest.
   */
  public static List<Long> upTo(long maxRangeMs, long minRangeMs) {
    List<Long> ranges = new ArrayList<>();
    long rangeMs = minRangeMs;
    do {
      ranges.add(rangeMs);
      rangeMs *= GROWTH;
    } while (ranges.size() < MAX_LEVELS && rangeMs <= maxRangeMs);
    return List.copyOf(ranges);
  }

  /** First multiple of a range after a time. */
  public static long endAfter(long timeMs, long rangeMs) {
    return startOf(timeMs, rangeMs) + rangeMs;
  }

  /** Last multiple of a range that is not after a time. */
  public static long startOf(long timeMs, long rangeMs) {
    return Math.floorDiv(timeMs, rangeMs) * rangeMs;
  }
}
