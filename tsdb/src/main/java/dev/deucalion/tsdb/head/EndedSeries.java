package dev.deucalion.tsdb.head;

import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.wal.RecordLog;
import java.io.Closeable;
import java.io.IOException;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Series whose last sample says that they ended, and that have none out of order, as of one moment.
 * Open ones hold memory, so close them. For one thread.
 */
public final class EndedSeries implements Closeable {
  private final HeadState head;
  private final HeadTruncation truncation;
  private final RecordLog log;
  private final long seriesPin;
  private final RoaringBitmap ids = new RoaringBitmap();

  /** The last time of each, by the order of ids. */
  private final long[] lastTimesMs;

  private final long minTimeMs;
  private final long maxTimeMs;

  EndedSeries(HeadState head, HeadTruncation truncation, RecordLog log) {
    this.head = head;
    this.truncation = truncation;
    this.log = log;
    seriesPin = head.pins().pinSeries();
    head.readLock().lock();
    try {
      head.postings()
          .forEachSeries(id -> {
            if (hasEnded(head, id)) {
              ids.add(id);
            }
          });
      lastTimesMs = new long[ids.getCardinality()];
      long latestMs = Long.MIN_VALUE;
      IntIterator each = ids.getIntIterator();
      for (int i = 0; each.hasNext(); i++) {
        lastTimesMs[i] = lastTimeMs(head, each.next());
        latestMs = Math.max(latestMs, lastTimesMs[i]);
      }
      minTimeMs = head.counters().minTimeMs;
      maxTimeMs = latestMs;
    } finally {
      head.readLock().unlock();
    }
  }

  /** How many series have ended; without a lock, so it is of about now. */
  static int count(HeadState head) {
    int count = 0;
    for (int id = 0; id < head.catalog().idBound(); id++) {
      count += head.catalog().exists(id) && head.rows().has(id) && isStale(head, id) ? 1 : 0;
    }
    return count;
  }

  private static boolean hasEnded(HeadState head, int id) {
    return isStale(head, id) && !head.outOfOrder().has(id);
  }

  private static boolean isStale(HeadState head, int id) {
    long[] page = head.rows().page(id);
    int row = SeriesRows.row(id);
    return page[row + SeriesRows.STATE] != SeriesRows.NO_SAMPLES
        && StaleMarker.isStale(Double.longBitsToDouble(page[row + SeriesRows.VALUE]));
  }

  private static long lastTimeMs(HeadState head, int id) {
    return head.rows().page(id)[SeriesRows.row(id) + SeriesRows.TIME];
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return ids.isEmpty();
  }

  /** No series has an earlier sample; ms. */
  public long minTimeMs() {
    return minTimeMs;
  }

  /** Time of the newest sample in ms. */
  public long maxTimeMs() {
    return maxTimeMs;
  }

  /**
   * Their samples of a range as they go into a block.
   *
   * @param fromMs earliest time, inclusive
   * @param toMs latest time, inclusive
   */
  public SeriesChunks chunks(long fromMs, long toMs) {
    return new HeadChunkExport(head, ids, fromMs, toMs);
  }

  /**
   * Lets go of those that got no sample since; returns how many that are.
   *
   * @throws IOException when the log could not be told
   */
  public int drop() throws IOException {
    return truncation.drop(
        ids.toArray(),
        (i, id) -> lastTimeMs(head, id) == lastTimesMs[i] && hasEnded(head, id),
        log);
  }

  @Override
  public void close() {
    head.pins().unpinSeries(seriesPin);
  }
}
