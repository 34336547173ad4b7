package dev.deucalion.promql.exec;

/**
 * How much more a query may keep of what it could evaluate again. So much that graphs of some
 * hundred series fit, and so little that keeping it refuses no query.
 */
final class KeptRoom {
  private static final long MAX_BYTES = 8 << 20;

  /** Of what the query may hold in all. */
  private static final int SHARE = 8;

  private long leftBytes;

  /** Whether there was no room once: to be told so again may take long. */
  private boolean refused;

  KeptRoom(QueryLimits limits) {
    leftBytes = Math.min(MAX_BYTES, limits.memory().maxBytes() / SHARE);
  }

  /** Says that a column is to be kept; returns whether there is room for it. */
  boolean take(QueryLimits limits, int steps) {
    long bytes = QueryLimits.columnBytes(steps);
    if (refused || bytes > leftBytes) {
      return false;
    }
    if (!limits.memory().tryHold(bytes)) {
      refused = true;
      return false;
    }
    leftBytes -= bytes;
    return true;
  }

  /** Says that a column is not kept any more. */
  void giveBack(QueryLimits limits, int steps) {
    leftBytes += QueryLimits.columnBytes(steps);
    limits.releaseColumn(steps);
  }
}
