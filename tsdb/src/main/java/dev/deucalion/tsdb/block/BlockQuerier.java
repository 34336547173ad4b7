package dev.deucalion.tsdb.block;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import dev.deucalion.tsdb.index.PostingsQuery;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/** Reads a block, which it holds until it is closed. */
final class BlockQuerier implements Querier {
  private final MappedBlock block;
  private final BlockMeta meta;
  private final Tombstones tombstones;
  private final long minTimeMs;
  private final long maxTimeMs;
  private final BlockPostings postings;
  private boolean closed;

  /**
   * @param block held, let go by {@link #close}
   */
  BlockQuerier(
      MappedBlock block, BlockMeta meta, Tombstones tombstones, long minTimeMs, long maxTimeMs) {
    this.block = block;
    this.meta = meta;
    this.tombstones = tombstones;
    this.minTimeMs = minTimeMs;
    this.maxTimeMs = maxTimeMs;
    this.postings = new BlockPostings(block.index());
  }

  @Override
  public List<SeriesSet> select(List<SeriesSelector> selectors) {
    checkOpen();
    List<SeriesSet> result = new ArrayList<>(selectors.size());
    for (SeriesSelector selector : selectors) {
      long from = Math.max(minTimeMs, selector.minTimeMs());
      long to = Math.min(maxTimeMs, selector.maxTimeMs());
      RoaringBitmap series =
          isOutside(from, to)
              ? new RoaringBitmap()
              : new PostingsQuery(postings, selector.matchers()).evaluate();
      result.add(BlockSeriesSet.of(block, tombstones, series, from, to));
    }
    return result;
  }

  @Override
  public List<String> labelNames(List<Matcher> matchers, int limit) {
    checkOpen();
    return isOutside(minTimeMs, maxTimeMs)
        ? List.of()
        : new BlockLabels(block.index(), postings).names(matchers, limit);
  }

  @Override
  public List<String> labelValues(String name, List<Matcher> matchers, int limit) {
    checkOpen();
    return isOutside(minTimeMs, maxTimeMs)
        ? List.of()
        : new BlockLabels(block.index(), postings).values(name, matchers, limit);
  }

  private boolean isOutside(long from, long to) {
    return to < meta.minTimeMs() || from >= meta.maxTimeMs();
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the querier is closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      block.release();
    }
  }
}
