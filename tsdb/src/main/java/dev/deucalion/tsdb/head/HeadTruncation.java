package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.outoforder.OutOfOrderSamples;
import dev.deucalion.tsdb.ref.DepartedRefs;
import dev.deucalion.tsdb.ref.SecondRefs;
import dev.deucalion.tsdb.wal.DepartureRecord;
import dev.deucalion.tsdb.wal.NeededSeries;
import dev.deucalion.tsdb.wal.RecordBuffer;
import dev.deucalion.tsdb.wal.RecordLog;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Lets go of what is before a time and is in blocks: chunks, and series that have nothing else.
 *
 * <p>Series go a stretch of ids at a time, each under the head's locks, so that nobody waits for
 * long. What readers may still be looking at goes later, in {@link #reclaim}: full chunks when no
 * reader is open that began before, ids and labels when no reader or batch is. A batch that names a
 * series which went meanwhile makes it anew when it is committed.
 */
final class HeadTruncation {
  /** Ids looked at in one hold of the locks. */
  private static final int STRETCH = 2048;

  private static final long NOTHING = Long.MIN_VALUE;

  private final HeadState head;
  private final HeadWriter writer;
  private final SeriesCatalog catalog;
  private final HeadCounters counters;
  private final FullChunkList fullChunkList;
  private final OutOfOrderSamples outOfOrder;
  private final HeadPins pins;
  private final DepartedRefs departed = new DepartedRefs();
  private final SecondRefs secondRefs = new SecondRefs();
  private final int[] dead = new int[STRETCH];

  /** Series that went. */
  private volatile long droppedSeries;

  /** Chunks before this time wait to be let go of; guarded by the commit lock, as what follows. */
  private long chunksBeforeMs = NOTHING;

  /** The generation of readers that do not look at them. */
  private long chunksGeneration;

  HeadTruncation(HeadState head, HeadWriter writer) {
    this.head = head;
    this.writer = writer;
    this.catalog = head.catalog();
    this.counters = head.counters();
    this.fullChunkList = head.fullChunkList();
    this.outOfOrder = head.outOfOrder();
    this.pins = head.pins();
  }

  /** Series that went so far; for any thread. */
  long droppedSeries() {
    return droppedSeries;
  }

  DepartedRefs departed() {
    return departed;
  }

  SecondRefs secondRefs() {
    return secondRefs;
  }

  /**
   * Lets go of what is before a time.
   *
   * @param oldestMs as {@code minTimeMs}, or the oldest sample out of order if that is older, be it
   *     in the head or only in the log
   */
  void truncate(long minTimeMs, long oldestMs, RecordLog log) {
    head.underWriteLocks(() -> begin(minTimeMs, oldestMs));
    for (long ref : secondRefs.takeIfBefore(oldestMs)) {
      departed.add(ref, log.segment());
    }
    dropSeries(minTimeMs, log);
    reclaim();
  }

  /** Lets go of series without samples. */
  void dropEmpty(RecordLog log) {
    dropSeries(Long.MIN_VALUE, log);
    reclaim();
  }

  private void dropSeries(long minTimeMs, RecordLog log) {
    for (int from = 0; from < catalog.idBound(); from += STRETCH) {
      int first = from;
      head.underWriteLocks(() -> dropSeries(first, minTimeMs, log));
    }
    head.underWriteLocks(this::end);
  }

  private void begin(long minTimeMs, long oldestMs) {
    counters.minValidTimeMs = Math.max(counters.minValidTimeMs, minTimeMs);
    counters.minTimeMs = Math.max(counters.minTimeMs, minTimeMs);
    head.deletions().truncate(Math.min(oldestMs, outOfOrder.minTimeMs()));
    chunksBeforeMs = minTimeMs;
    chunksGeneration = pins.beginGeneration();
  }

  private void dropSeries(int from, long minTimeMs, RecordLog log) {
    int end = Math.min(from + STRETCH, catalog.idBound());
    long segment = log.segment();
    int count = 0;
    pins.beginGeneration();
    for (int id = from; id < end; id++) {
      if (catalog.exists(id) && isOver(id, minTimeMs)) {
        forget(id, segment);
        dead[count++] = id;
      }
    }
    retire(count);
  }

  /** Says whether a series is still to go. */
  interface Test {
    /**
     * @param i index of the id
     */
    boolean test(int i, int id);
  }

  /**
   * Lets go of series of which a test still holds, and says so in the log, which has their samples
   * still.
   *
   * @return how many those are
   * @throws IOException when the log could not be written; then some of them may be there still
   */
  int drop(int[] ids, Test isOver, RecordLog log) throws IOException {
    long before = droppedSeries;
    for (int from = 0; from < ids.length; from += STRETCH) {
      head.commitLock().lock();
      try {
        drop(findOver(ids, from, isOver), log);
      } finally {
        head.commitLock().unlock();
      }
    }
    int dropped = (int) (droppedSeries - before);
    head.underWriteLocks(this::end);
    reclaim();
    return dropped;
  }

  /** Puts the series of a stretch of which a test holds in front of {@link #dead}. */
  private int findOver(int[] ids, int from, Test isOver) {
    int count = 0;
    for (int i = from; i < Math.min(from + STRETCH, ids.length); i++) {
      if (catalog.exists(ids[i]) && isOver.test(i, ids[i])) {
        dead[count++] = ids[i];
      }
    }
    return count;
  }

  private void drop(int count, RecordLog log) throws IOException {
    if (count > 0 && log.keepsRecords()) {
      log.write(List.of(departures(count, log)));
    }
    head.underWriteLocks(() -> forgetDead(count, log));
  }

  private RecordBuffer departures(int count, RecordLog log) {
    RecordBuffer record = new RecordBuffer();
    for (int i = 0; i < count; i++) {
      long[] page = head.rows().page(dead[i]);
      long lastTimeMs = page[SeriesRows.row(dead[i]) + SeriesRows.TIME];
      DepartureRecord.add(record, catalog.logRef(dead[i]), lastTimeMs);
    }
    record.finish(log.compression());
    return record;
  }

  private void forgetDead(int count, RecordLog log) {
    long segment = log.segment();
    pins.beginGeneration();
    for (int i = 0; i < count; i++) {
      forget(dead[i], segment);
    }
    retire(count);
  }

  /** Lets go of a series without a word to the log; its id stays nobody's until the next call. */
  void dropRestored(int id, RecordLog log) {
    dead[0] = id;
    head.underWriteLocks(() -> forgetDead(1, log));
  }

  private void forget(int id, long segment) {
    departed.add(catalog.logRef(id), segment);
    writer.forget(id);
    fullChunkList.forget(id);
    head.postings().remove(id);
    head.deletions().remove(id);
    head.metadata().remove(id);
  }

  private void retire(int count) {
    catalog.retire(dead, count);
    long dropped = droppedSeries + count;
    droppedSeries = dropped;
  }

  private boolean isOver(int id, long minTimeMs) {
    long[] page = head.rows().page(id);
    int row = SeriesRows.row(id);
    return !outOfOrder.has(id)
        && (page[row + SeriesRows.STATE] == SeriesRows.NO_SAMPLES
            || page[row + SeriesRows.TIME] < minTimeMs);
  }

  private void end() {
    pins.endSeriesGeneration(catalog);
    if (head.postings().seriesCount() == 0) {
      counters.minTimeMs = HeadStats.NO_MIN_TIME;
      counters.maxTimeMs = HeadStats.NO_MAX_TIME;
    }
  }

  /** Drops samples out of order; files that only they kept go when nobody reads them. */
  void dropOutOfOrder(Runnable drop) {
    head.underWriteLocks(() -> {
      drop.run();
      chunksBeforeMs = Math.max(chunksBeforeMs, counters.minValidTimeMs);
      chunksGeneration = pins.beginGeneration();
    });
    reclaim();
  }

  /** Gives back memory and files that nobody is looking at any more. */
  void reclaim() {
    head.commitLock().lock();
    try {
      reclaimChunks();
      while (catalog.reclaim(pins.oldestSeries())) {
        pins.endSeriesGeneration(catalog);
      }
    } finally {
      head.commitLock().unlock();
    }
  }

  private void reclaimChunks() {
    long firstNeeded;
    head.writeLock().lock();
    try {
      writer.freeRetired();
      if (chunksBeforeMs == NOTHING || pins.oldestReader() < chunksGeneration) {
        return;
      }
      fullChunkList.dropBefore(chunksBeforeMs);
      firstNeeded = outOfOrder.oldestChunkRef();
    } finally {
      head.writeLock().unlock();
    }
    head.fullChunks().dropBefore(FullChunkList.unitStart(chunksBeforeMs), firstNeeded);
    chunksBeforeMs = NOTHING;
  }

  /** Which refs of the log have to stay known. */
  NeededSeries neededSeries() {
    long[] live = catalog.logRefs();
    Arrays.sort(live);
    return (ref, lastSegment) ->
        Arrays.binarySearch(live, ref) >= 0
            || secondRefs.has(ref)
            || departed.isNamedAfter(ref, lastSegment);
  }
}
