package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.chunk.HeadChunkConsumer;
import dev.deucalion.tsdb.chunk.HeadChunkLayout;
import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.ref.LogRefs;
import java.util.Arrays;

/**
 * The full chunks that files have from an earlier run, chained in a {@link FullChunkList}, by the
 * log refs of their series, until the log names these. For one thread.
 */
final class FoundChunks implements HeadChunkConsumer {
  /** No such series. */
  static final int NONE = SeriesCatalog.NONE;

  private final FullChunkList list;
  private final FoundOutOfOrder outOfOrder = new FoundOutOfOrder();
  private final long minValidTimeMs;

  /** Numbers of the series that have chunks, in the order of their first ones. */
  private final LogRefs numbers = new LogRefs();

  /** By number of the series: link to the newest chunk, 0 where they were taken. */
  private int[] links = new int[1024];

  private long[] minTimes = new long[1024];
  private long[] maxTimes = new long[1024];
  private long greatestRef;

  /**
   * @param minValidTimeMs chunks that end before it are passed over: blocks have their samples
   */
  FoundChunks(FullChunkList list, long minValidTimeMs) {
    this.list = list;
    this.minValidTimeMs = minValidTimeMs;
  }

  @Override
  public boolean chunk(
      long seriesRef, long chunkRef, long minTimeMs, long maxTimeMs, int encoding) {
    if (seriesRef < 1 || seriesRef > SeriesCatalog.MAX_LOG_REF || minTimeMs > maxTimeMs) {
      return false;
    }
    greatestRef = Math.max(greatestRef, seriesRef);
    if ((encoding & HeadChunkLayout.OUT_OF_ORDER_BIT) != 0) {
      outOfOrder.add(seriesRef, chunkRef, minTimeMs, maxTimeMs);
      return true;
    }
    if (maxTimeMs < minValidTimeMs) {
      return true;
    }
    int at = numbers.id(seriesRef);
    if (at == NONE) {
      at = add(seriesRef);
      minTimes[at] = minTimeMs;
    } else if (minTimeMs <= maxTimes[at]) {
      return false;
    }
    links[at] = list.link(links[at], chunkRef, maxTimeMs);
    maxTimes[at] = maxTimeMs;
    return true;
  }

  private int add(long seriesRef) {
    int number = numbers.count();
    if (number == links.length) {
      links = Arrays.copyOf(links, number * 2);
      minTimes = Arrays.copyOf(minTimes, number * 2);
      maxTimes = Arrays.copyOf(maxTimes, number * 2);
    }
    numbers.put(seriesRef, number);
    return number;
  }

  /** The chunks of samples out of order. */
  FoundOutOfOrder outOfOrder() {
    return outOfOrder;
  }

  /** The greatest ref of a series in the files, 0 where there is none. */
  long greatestRef() {
    return greatestRef;
  }

  /** Number of a series whose chunks nobody took, or {@link #NONE}. */
  int find(long ref) {
    int at = numbers.id(ref);
    return at != NONE && links[at] != 0 ? at : NONE;
  }

  /** Time of the first sample of a series by its number. */
  long minTimeMs(int at) {
    return minTimes[at];
  }

  /** Time of the last sample of a series by its number. */
  long maxTimeMs(int at) {
    return maxTimes[at];
  }

  /** Link to the newest chunk of a series by its number; it has none from now on. */
  int take(int at) {
    int link = links[at];
    links[at] = 0;
    return link;
  }
}
