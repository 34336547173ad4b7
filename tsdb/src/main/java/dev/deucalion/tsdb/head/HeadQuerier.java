package dev.deucalion.tsdb.head;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import dev.deucalion.tsdb.index.LabelQuery;
import dev.deucalion.tsdb.index.PostingsQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.roaringbitmap.RoaringBitmap;

/**
 * Reads the head. Regular expressions run before the read lock is taken; under it the series are
 * found and what is needed of each is copied; chunks are decoded after it.
 */
final class HeadQuerier implements Querier {
  private static final long NOT_PINNED = -1;

  private final HeadState head;
  private final LabelQuery labelQuery;
  private final long minTimeMs;
  private final long maxTimeMs;
  private final long seriesPin;
  private long pinned = NOT_PINNED;
  private boolean closed;

  HeadQuerier(HeadState head, long minTimeMs, long maxTimeMs) {
    this.head = head;
    this.seriesPin = head.pins().pinSeries();
    this.labelQuery = new LabelQuery(head.postings(), head.readLock());
    this.minTimeMs = minTimeMs;
    this.maxTimeMs = maxTimeMs;
  }

  @Override
  public List<SeriesSet> select(List<SeriesSelector> selectors) {
    if (closed) {
      throw new IllegalStateException("the querier is closed");
    }
    List<PostingsQuery> queries = new ArrayList<>(selectors.size());
    for (SeriesSelector selector : selectors) {
      PostingsQuery query = new PostingsQuery(head.postings(), selector.matchers());
      head.postings().prepare(query, head.readLock());
      queries.add(query);
    }
    List<HeadSeriesSet> sets = new ArrayList<>(selectors.size());
    long newestMs;
    Lock readLock = head.readLock();
    readLock.lock();
    try {
      for (int i = 0; i < queries.size(); i++) {
        SeriesSelector selector = selectors.get(i);
        RoaringBitmap ids = queries.get(i).evaluate();
        sets.add(
            HeadSeriesSet.snapshot(
                head,
                ids,
                Math.max(minTimeMs, selector.minTimeMs()),
                Math.min(maxTimeMs, selector.maxTimeMs())));
      }
      if (pinned == NOT_PINNED) {
        pinned = head.pins().pinReader();
      }
      newestMs = head.counters().maxTimeMs;
    } finally {
      readLock.unlock();
    }
    List<SeriesSet> result = new ArrayList<>(sets.size());
    for (int i = 0; i < sets.size(); i++) {
      SeriesSelector selector = selectors.get(i);
      HeadSeriesSet set = sets.get(i);
      // Up to the newest sample, every open chunk is in the range.
      boolean toTheEnd = Math.min(maxTimeMs, selector.maxTimeMs()) >= newestMs;
      set = toTheEnd ? set : set.withChunks();
      result.add(selector.sorted() ? set.sortedByLabels() : set);
    }
    return result;
  }

  /** Whether the head has no samples as old, or none as new. */
  private boolean isOutside() {
    Lock readLock = head.readLock();
    readLock.lock();
    try {
      long oldestMs = Math.min(head.counters().minTimeMs, head.outOfOrder().minTimeMs());
      long newestMs = Math.max(head.counters().maxTimeMs, head.outOfOrder().maxTimeMs());
      return maxTimeMs < oldestMs || minTimeMs > newestMs;
    } finally {
      readLock.unlock();
    }
  }

  @Override
  public List<String> labelNames(List<Matcher> matchers, int limit) {
    return isOutside() ? List.of() : labelQuery.names(matchers, limit);
  }

  @Override
  public List<String> labelValues(String name, List<Matcher> matchers, int limit) {
    return isOutside() ? List.of() : labelQuery.values(name, matchers, limit);
  }

  @Override
  public void close() {
    if (!closed) {
      head.pins().unpinSeries(seriesPin);
    }
    closed = true;
    if (pinned != NOT_PINNED) {
      head.pins().unpinReader(pinned);
      pinned = NOT_PINNED;
    }
  }
}
