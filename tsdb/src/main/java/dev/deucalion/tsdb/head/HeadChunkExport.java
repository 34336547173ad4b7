package dev.deucalion.tsdb.head;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.TimeIntervals;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReader;
import dev.deucalion.tsdb.chunk.ChunkReencoder;
import dev.deucalion.tsdb.chunk.SampleFilter;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.index.LabelOrder;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The head's samples of a range as they go into a block. Full chunks within the range are copied as
 * they are; those that lie across its ends, are open or have deleted samples are encoded again.
 *
 * <p>Snapshots are taken of a stretch of series at a time, so that the memory of chunks that grow
 * meanwhile is held for moments only. So samples that are committed into the range meanwhile may be
 * given or not: the owner sees to it that none are.
 */
final class HeadChunkExport implements SeriesChunks {
  private static final int STRETCH = 1024;
  private static final long NOT_PINNED = -1;

  private final HeadState head;
  private final long minTimeMs;
  private final long maxTimeMs;
  private final long seriesPin;
  private final LabelOrder order;
  private final HeadChunkWalk walk;
  private final FloatTrim trim = new FloatTrim();
  private final SampleFilter filter = new SampleFilter();
  private final ChunkReencoder reencoder = new ChunkReencoder();

  /** Whether the chunk that was read last may become further chunks. */
  private boolean isReencoding;

  /** Series of the order that have been in a stretch. */
  private int taken;

  private HeadSeriesSet stretch;
  private long stretchPin = NOT_PINNED;

  /** Index of the series within the stretch. */
  private int at = -1;

  private TimeIntervals deleted = TimeIntervals.NONE;

  HeadChunkExport(HeadState head, long minTimeMs, long maxTimeMs) {
    this(head, null, minTimeMs, maxTimeMs);
  }

  /**
   * @param series the series to give, which the caller pins; null for all
   */
  HeadChunkExport(HeadState head, @Nullable RoaringBitmap series, long minTimeMs, long maxTimeMs) {
    this.head = head;
    this.minTimeMs = minTimeMs;
    this.maxTimeMs = maxTimeMs;
    seriesPin = head.pins().pinSeries();
    order = new LabelOrder(head.catalog(), series == null ? seriesSince(head, minTimeMs) : series);
    walk = new HeadChunkWalk(head, minTimeMs, maxTimeMs);
    stretch = HeadSeriesSet.snapshot(head, new int[0], minTimeMs, maxTimeMs);
  }

  /** Series that have a sample at or after a time. */
  static RoaringBitmap seriesSince(HeadState head, long timeMs) {
    RoaringBitmap result = new RoaringBitmap();
    Lock readLock = head.readLock();
    readLock.lock();
    try {
      head.postings()
          .forEachSeries(id -> {
            if (head.rows().page(id)[SeriesRows.row(id) + SeriesRows.TIME] >= timeMs) {
              result.add(id);
            }
          });
    } finally {
      readLock.unlock();
    }
    return result;
  }

  /** The empty string is among them, as in blocks by Prometheus. */
  @Override
  public Iterator<String> symbols() {
    return Stream.concat(Stream.of(""), order.symbols()).iterator();
  }

  @Override
  public boolean nextSeries() {
    while (++at == stretch.size()) {
      if (taken == order.ids().length) {
        at--;
        return false;
      }
      nextStretch();
    }
    walk.reset(stretch, at);
    isReencoding = false;
    deleted = stretch.deleted(at);
    return true;
  }

  private void nextStretch() {
    unpinStretch();
    int count = Math.min(STRETCH, order.ids().length - taken);
    int[] ids = Arrays.copyOfRange(order.ids(), taken, taken + count);
    head.readLock().lock();
    try {
      stretch = HeadSeriesSet.snapshot(head, ids, minTimeMs, maxTimeMs);
      stretchPin = head.pins().pinReader();
    } finally {
      head.readLock().unlock();
    }
    taken += count;
    at = -1;
  }

  @Override
  public Labels labels() {
    return stretch.labels(at);
  }

  @Override
  public boolean nextChunk(ChunkData into) {
    if (isReencoding && reencoder.next(into)) {
      return true;
    }
    isReencoding = false;
    while (walk.next(into)) {
      if (into.minTimeMs > maxTimeMs || into.maxTimeMs < minTimeMs) {
        continue;
      }
      boolean whole =
          !walk.isOpen()
              && into.minTimeMs >= minTimeMs
              && into.maxTimeMs <= maxTimeMs
              && !deleted.overlaps(into.minTimeMs, into.maxTimeMs);
      if (whole || trimmed(into)) {
        return true;
      }
    }
    return false;
  }

  /** Leaves only samples in the range that are not deleted; says whether there are any. */
  private boolean trimmed(ChunkData chunk) {
    return switch (chunk.encoding) {
      case XOR -> trim.trim(chunk, minTimeMs, maxTimeMs, deleted);
      case NONE, XOR2, HISTOGRAM, FLOAT_HISTOGRAM, HISTOGRAM_ST, FLOAT_HISTOGRAM_ST -> {
        ChunkReader reader = new ChunkReader();
        reader.reset(chunk.copy());
        filter.reset(reader, minTimeMs, maxTimeMs, deleted);
        reencoder.reset(filter);
        isReencoding = reencoder.next(chunk);
        yield isReencoding;
      }
    };
  }

  private void unpinStretch() {
    if (stretchPin != NOT_PINNED) {
      head.pins().unpinReader(stretchPin);
      stretchPin = NOT_PINNED;
    }
  }

  @Override
  public void close() {
    unpinStretch();
    head.pins().unpinSeries(seriesPin);
    head.fullChunks().unload();
  }
}
