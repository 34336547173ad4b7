package dev.deucalion.tsdb.head;

import java.util.Arrays;

/** Times by ids of series: an open-addressing table, cleared for each batch. For one thread. */
final class LatestTimes {
  private static final int FREE = -1;

  private int[] ids = new int[0];
  private long[] timesMs = new long[0];

  /** Empties the table and makes room. */
  void clear(int most) {
    int needed = Integer.highestOneBit(Math.max(8, most)) * 4;
    if (ids.length < needed) {
      ids = new int[needed];
      timesMs = new long[needed];
    }
    Arrays.fill(ids, FREE);
  }

  /** The time of a series, or another one where it has none. */
  long get(int id, long otherwiseMs) {
    int at = place(id);
    return ids[at] == FREE ? otherwiseMs : timesMs[at];
  }

  void put(int id, long timeMs) {
    int at = place(id);
    ids[at] = id;
    timesMs[at] = timeMs;
  }

  private int place(int id) {
    int mask = ids.length - 1;
    int at = (id * 0x9E3779B9) >>> 7 & mask;
    while (ids[at] != FREE && ids[at] != id) {
      at = (at + 1) & mask;
    }
    return at;
  }
}
