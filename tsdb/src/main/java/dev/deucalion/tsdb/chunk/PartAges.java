package dev.deucalion.tsdb.chunk;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The earliest and the latest time in each of the numbered parts of a store of chunks, which go
 * from the oldest part on. For one thread at a time.
 */
final class PartAges {
  private final NavigableMap<Integer, Times> byPart = new TreeMap<>();

  /** Of the chunks of a part; the earliest is after the latest where it has none. */
  private record Times(long earliestMs, long latestMs) {
    static final Times NONE = new Times(Long.MAX_VALUE, Long.MIN_VALUE);

    Times plus(Times other) {
      return new Times(Math.min(earliestMs, other.earliestMs), Math.max(latestMs, other.latestMs));
    }
  }

  /** Notes that a part begins. */
  void begin(int part) {
    byPart.merge(part, Times.NONE, Times::plus);
  }

  /** Notes a chunk in a part. */
  void add(int part, long minTimeMs, long maxTimeMs) {
    byPart.merge(part, new Times(minTimeMs, maxTimeMs), Times::plus);
  }

  /** The earliest time of all parts, or {@link Long#MAX_VALUE}. */
  long earliestMs() {
    Times all = Times.NONE;
    for (Times times : byPart.values()) {
      all = all.plus(times);
    }
    return all.earliestMs;
  }

  /**
   * Forgets the parts that can go: the first ones in which all chunks end before a time.
   *
   * @param end first part that has to stay
   * @return the first part that stays
   */
  int dropBefore(long timeMs, int end) {
    while (!byPart.isEmpty()
        && byPart.firstKey() < end
        && byPart.firstEntry().getValue().latestMs < timeMs) {
      byPart.pollFirstEntry();
    }
    return byPart.isEmpty() ? end : Math.min(end, byPart.firstKey());
  }

  /** Forgets a part and all later ones. */
  void forgetFrom(int part) {
    byPart.tailMap(part, true).clear();
  }
}
