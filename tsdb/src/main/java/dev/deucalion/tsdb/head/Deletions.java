package dev.deucalion.tsdb.head;

import java.util.HashMap;
import java.util.Map;

/**
 * Which times of which series are deleted, until their samples leave the head. Written under the
 * head's write lock, read under its read lock.
 */
final class Deletions {
  private final Map<Integer, TimeRanges> byId = new HashMap<>();

  boolean isEmpty() {
    return byId.isEmpty();
  }

  /** The deleted times of a series. */
  TimeRanges of(int id) {
    return byId.getOrDefault(id, TimeRanges.NONE);
  }

  void add(int id, long minTimeMs, long maxTimeMs) {
    byId.put(id, of(id).with(minTimeMs, maxTimeMs));
  }

  /** Forgets a series. */
  void remove(int id) {
    byId.remove(id);
  }

  /** Forgets what is before a time. */
  void truncate(long minTimeMs) {
    byId.replaceAll((id, ranges) -> ranges.endingAtOrAfter(minTimeMs));
    byId.values().removeIf(TimeRanges::isEmpty);
  }
}
