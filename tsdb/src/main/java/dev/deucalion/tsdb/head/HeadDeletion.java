package dev.deucalion.tsdb.head;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.tsdb.index.PostingsQuery;
import dev.deucalion.tsdb.wal.RecordBuffer;
import dev.deucalion.tsdb.wal.RecordEncoder;
import dev.deucalion.tsdb.wal.RecordLog;
import java.io.IOException;
import java.util.List;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Deletes samples of the head: it notes what is deleted, in the log first, and from then on no
 * query and no block gets it. For one thread, which holds the commit lock and pins the series.
 */
final class HeadDeletion {
  private final HeadState head;
  private final long minTimeMs;
  private final long maxTimeMs;

  HeadDeletion(HeadState head, long minTimeMs, long maxTimeMs) {
    this.head = head;
    this.minTimeMs = minTimeMs;
    this.maxTimeMs = maxTimeMs;
  }

  /**
   * Deletes the samples of the series that match. Later samples of them are not deleted, whatever
   * the range.
   *
   * @throws IOException when the log could not be written; then nothing is deleted
   */
  void run(List<Matcher> matchers, RecordLog log) throws IOException {
    PostingsQuery query = new PostingsQuery(head.postings(), matchers);
    head.postings().prepare(query, head.readLock());
    RoaringBitmap series;
    head.readLock().lock();
    try {
      series = query.evaluate();
    } finally {
      head.readLock().unlock();
    }
    if (log.keepsRecords()) {
      log.write(List.of(record(series, log)));
    }
    head.writeLock().lock();
    try {
      for (IntIterator ids = series.getIntIterator(); ids.hasNext(); ) {
        int id = ids.next();
        if (lastMs(id) >= minTimeMs) {
          head.deletions().add(id, minTimeMs, Math.min(maxTimeMs, lastMs(id)));
        }
      }
    } finally {
      head.writeLock().unlock();
    }
  }

  private RecordBuffer record(RoaringBitmap series, RecordLog log) {
    RecordBuffer record = new RecordBuffer();
    for (IntIterator ids = series.getIntIterator(); ids.hasNext(); ) {
      int id = ids.next();
      if (lastMs(id) >= minTimeMs) {
        long to = Math.min(maxTimeMs, lastMs(id));
        RecordEncoder.tombstone(record, head.catalog().logRef(id), minTimeMs, to);
      }
    }
    record.finish(log.compression());
    return record;
  }

  /** Time of the series' last sample; under the commit lock it does not change. */
  private long lastMs(int id) {
    long[] page = head.rows().page(id);
    int row = SeriesRows.row(id);
    boolean hasNone = page[row + SeriesRows.STATE] == SeriesRows.NO_SAMPLES;
    long inOrderMs = hasNone ? Long.MIN_VALUE : page[row + SeriesRows.TIME];
    return Math.max(inOrderMs, head.outOfOrder().maxTimeMs(id));
  }
}
