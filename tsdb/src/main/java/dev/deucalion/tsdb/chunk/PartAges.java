package dev.deucalion.tsdb.chunk;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The latest time in each of the numbered parts of a store of chunks, which go from the oldest part
 * on. For one thread at a time.
 */
final class PartAges {
  private final NavigableMap<Integer, Long> latestMs = new TreeMap<>();

  /** Notes a chunk in a part. */
  void add(int part, long maxTimeMs) {
    latestMs.merge(part, maxTimeMs, Math::max);
  }

  /**
   * Forgets the parts that can go: the first ones in which all chunks end before a time.
   *
   * @param end first part that has to stay
   * @return the first part that stays
   */
  int dropBefore(long timeMs, int end) {
    while (!latestMs.isEmpty()
        && latestMs.firstKey() < end
        && latestMs.firstEntry().getValue() < timeMs) {
      latestMs.pollFirstEntry();
    }
    return latestMs.isEmpty() ? end : Math.min(end, latestMs.firstKey());
  }

  /** Forgets a part and all later ones. */
  void forgetFrom(int part) {
    latestMs.tailMap(part, true).clear();
  }
}
