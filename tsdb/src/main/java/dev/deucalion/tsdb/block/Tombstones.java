package dev.deucalion.tsdb.block;

import dev.deucalion.model.time.TimeIntervals;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was deleted from a block and is still in its chunks: intervals of time by ref of a series.
 * Immutable.
 */
final class Tombstones {
  static final Tombstones NONE = new Tombstones(new TreeMap<>());

  private final SortedMap<Long, TimeIntervals> bySeries;

  private Tombstones(SortedMap<Long, TimeIntervals> bySeries) {
    this.bySeries = bySeries;
  }

  /** Those of a map, which is copied. */
  static Tombstones of(Map<Long, TimeIntervals> bySeries) {
    return bySeries.isEmpty() ? NONE : new Tombstones(new TreeMap<>(bySeries));
  }

  /** A copy to change. */
  Map<Long, TimeIntervals> toMap() {
    return new TreeMap<>(bySeries);
  }

  /** What was deleted from a series. */
  TimeIntervals of(long seriesRef) {
    return bySeries.getOrDefault(seriesRef, TimeIntervals.NONE);
  }

  /** By rising ref; a view. */
  SortedMap<Long, TimeIntervals> bySeries() {
    return bySeries;
  }

  boolean isEmpty() {
    return bySeries.isEmpty();
  }

  /** Number of intervals of all series. */
  long count() {
    long count = 0;
    for (TimeIntervals intervals : bySeries.values()) {
      count += intervals.size();
    }
    return count;
  }
}
