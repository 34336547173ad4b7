package dev.deucalion.tsdb.wal;

/** Segments that are missing within a log. */
final class WalGap {
  private WalGap() {}

  /**
   * Number of the segment with which a log begins.
   *
   * @param covered the last segment that its checkpoint stands for, or -1
   * @return -1 where any segment may be the first
   */
  static long firstSegment(LogKind kind, long covered) {
    return switch (kind) {
      case WRITE_AHEAD -> covered + 1;
      case OUT_OF_ORDER -> -1;
    };
  }

  /** What is wrong where another segment was expected than there is. */
  static String problem(long expected, long found) {
    return "expected segment "
        + WalLayout.segmentName(expected)
        + ", found "
        + WalLayout.segmentName(found);
  }
}
