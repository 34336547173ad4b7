package dev.deucalion.tsdb.head;

import dev.deucalion.model.time.TimeIntervals;
import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.wal.RecordBuffer;
import dev.deucalion.tsdb.wal.RecordEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Which times of which series are deleted, until their samples leave the head. Written under the
 * head's write lock, read under its read lock.
 */
final class Deletions {
  private final Map<Integer, TimeIntervals> byId = new HashMap<>();

  boolean isEmpty() {
    return byId.isEmpty();
  }

  /** The deleted times of a series. */
  TimeIntervals of(int id) {
    return byId.getOrDefault(id, TimeIntervals.NONE);
  }

  void add(int id, long minTimeMs, long maxTimeMs) {
    byId.put(id, of(id).plus(minTimeMs, maxTimeMs));
  }

  /**
   * Adds all that is deleted to records of the log.
   *
   * @param records gives the one for the next entry
   */
  void encode(Supplier<RecordBuffer> records, SeriesCatalog catalog) {
    byId.forEach((id, ranges) -> {
      for (int i = 0; i < ranges.size(); i++) {
        RecordEncoder.tombstone(
            records.get(), catalog.logRef(id), ranges.minTimeMs(i), ranges.maxTimeMs(i));
      }
    });
  }

  /** Forgets a series. */
  void remove(int id) {
    byId.remove(id);
  }

  /** Forgets what is before a time. */
  void truncate(long minTimeMs) {
    byId.replaceAll((id, ranges) -> ranges.endingAtOrAfter(minTimeMs));
    byId.values().removeIf(TimeIntervals::isEmpty);
  }
}
