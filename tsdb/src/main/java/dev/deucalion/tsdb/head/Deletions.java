package dev.deucalion.tsdb.head;

import dev.deucalion.model.time.TimeIntervals;
import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.wal.RecordBuffer;
import dev.deucalion.tsdb.wal.RecordEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Which times of which series are deleted, until their samples leave the head; and, for the log
 * alone, until no file has chunks with them, which a start without blocks would take up. Written
 * under the head's write lock, read under its read lock.
 */
final class Deletions {
  private final Map<Integer, TimeIntervals> byId = new HashMap<>();

  /** Those of samples that left the head. */
  private final Map<Integer, TimeIntervals> past = new HashMap<>();

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
   * Adds all that is or was deleted to records of the log.
   *
   * @param records gives the one for the next entry
   */
  void encode(Supplier<RecordBuffer> records, SeriesCatalog catalog) {
    encode(past, records, catalog);
    encode(byId, records, catalog);
  }

  private static void encode(
      Map<Integer, TimeIntervals> from, Supplier<RecordBuffer> records, SeriesCatalog catalog) {
    from.forEach((id, ranges) -> {
      for (int i = 0; i < ranges.size(); i++) {
        RecordEncoder.tombstone(
            records.get(), catalog.logRef(id), ranges.minTimeMs(i), ranges.maxTimeMs(i));
      }
    });
  }

  /** Forgets a series. */
  void remove(int id) {
    byId.remove(id);
    past.remove(id);
  }

  /**
   * Forgets what is before a time, as samples before it left the head.
   *
   * @param chunksFromMs time of the first sample of all files of chunks
   */
  void truncate(long minTimeMs, long chunksFromMs) {
    byId.forEach((id, ranges) -> {
      int end = ranges.firstEndingAtOrAfter(minTimeMs);
      for (int i = 0; i < end; i++) {
        TimeIntervals before = past.getOrDefault(id, TimeIntervals.NONE);
        past.put(id, before.plus(ranges.minTimeMs(i), ranges.maxTimeMs(i)));
      }
    });
    keepFrom(byId, minTimeMs);
    keepFrom(past, chunksFromMs);
  }

  private static void keepFrom(Map<Integer, TimeIntervals> of, long minTimeMs) {
    of.replaceAll((id, ranges) -> ranges.endingAtOrAfter(minTimeMs));
    of.values().removeIf(TimeIntervals::isEmpty);
  }
}
