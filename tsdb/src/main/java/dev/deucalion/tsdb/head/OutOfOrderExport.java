package dev.deucalion.tsdb.head;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.TimeIntervals;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReencoder;
import dev.deucalion.tsdb.chunk.SampleFilter;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.index.LabelOrder;
import dev.deucalion.tsdb.merge.MergedCursor;
import dev.deucalion.tsdb.outoforder.OutOfOrderView;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The samples of a range that came out of order as they go into a block: sorted, each time once,
 * without those that were deleted. For one thread. Nobody drops the samples meanwhile.
 */
final class OutOfOrderExport implements SeriesChunks {
  private final HeadState head;
  private final long minTimeMs;
  private final long maxTimeMs;
  private final long seriesPin;
  private final LabelOrder order;
  private final SampleFilter filter = new SampleFilter();
  private final ChunkReencoder reencoder = new ChunkReencoder();
  private int at = -1;
  private boolean hasSamples;

  OutOfOrderExport(HeadState head, long minTimeMs, long maxTimeMs) {
    this.head = head;
    this.minTimeMs = minTimeMs;
    this.maxTimeMs = maxTimeMs;
    seriesPin = head.pins().pinSeries();
    order = new LabelOrder(head.catalog(), series());
  }

  private RoaringBitmap series() {
    RoaringBitmap found = new RoaringBitmap();
    head.readLock().lock();
    try {
      head.outOfOrder()
          .forEach(id -> {
            OutOfOrderView view = head.outOfOrder().view(id);
            if (view != null && view.overlaps(minTimeMs, maxTimeMs)) {
              found.add(id);
            }
          });
    } finally {
      head.readLock().unlock();
    }
    return found;
  }

  /** The empty string is among them, as in blocks by Prometheus. */
  @Override
  public Iterator<String> symbols() {
    return Stream.concat(Stream.of(""), order.symbols()).iterator();
  }

  @Override
  public boolean nextSeries() {
    if (at + 1 >= order.ids().length) {
      return false;
    }
    int id = order.ids()[++at];
    @Nullable OutOfOrderView view;
    TimeIntervals deleted;
    head.readLock().lock();
    try {
      view = head.outOfOrder().view(id);
      deleted = head.deletions().of(id);
    } finally {
      head.readLock().unlock();
    }
    hasSamples = view != null;
    if (view != null) {
      MergedCursor merged = new MergedCursor(view.cursors(head.fullChunks(), minTimeMs, maxTimeMs));
      filter.reset(merged, minTimeMs, maxTimeMs, deleted);
      reencoder.reset(filter);
    }
    return true;
  }

  @Override
  public Labels labels() {
    return head.catalog().labels(order.ids()[at]);
  }

  @Override
  public boolean nextChunk(ChunkData into) {
    return hasSamples && reencoder.next(into);
  }

  @Override
  public void close() {
    head.pins().unpinSeries(seriesPin);
    head.fullChunks().unload();
  }
}
