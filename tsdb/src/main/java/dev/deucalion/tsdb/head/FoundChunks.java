package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.chunk.HeadChunkConsumer;
import dev.deucalion.tsdb.chunk.HeadChunkLayout;
import dev.deucalion.tsdb.index.SeriesCatalog;

/**
 * The full chunks that files have from an earlier run, chained in a {@link FullChunkList}, by the
 * log refs of their series, until the log names these. An open-addressing table. For one thread.
 */
final class FoundChunks implements HeadChunkConsumer {
  /** No such place in the table. */
  static final int NONE = -1;

  private final FullChunkList list;
  private final FoundOutOfOrder outOfOrder = new FoundOutOfOrder();
  private final long minValidTimeMs;

  /** Refs, never 0; 0 is a free place. */
  private long[] refs = new long[1024];

  /** Link to the newest chunk, 0 where they were taken. */
  private int[] links = new int[1024];

  private long[] minTimes = new long[1024];
  private long[] maxTimes = new long[1024];
  private int count;
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
    int at = place(seriesRef);
    if (refs[at] == 0) {
      if (++count > refs.length / 2) {
        grow();
        at = place(seriesRef);
      }
      refs[at] = seriesRef;
      minTimes[at] = minTimeMs;
    } else if (minTimeMs <= maxTimes[at]) {
      return false;
    }
    links[at] = list.link(links[at], chunkRef, maxTimeMs);
    maxTimes[at] = maxTimeMs;
    return true;
  }

  /** The chunks of samples out of order. */
  FoundOutOfOrder outOfOrder() {
    return outOfOrder;
  }

  /** The greatest ref of a series in the files, 0 where there is none. */
  long greatestRef() {
    return greatestRef;
  }

  /** Where in the table the chunks of a series are that nobody took, or {@link #NONE}. */
  int find(long ref) {
    int at = place(ref);
    return refs[at] != 0 && links[at] != 0 ? at : NONE;
  }

  /** Time of the first sample at a place. */
  long minTimeMs(int at) {
    return minTimes[at];
  }

  /** Time of the last sample at a place. */
  long maxTimeMs(int at) {
    return maxTimes[at];
  }

  /** Link to the newest chunk at a place, which is empty from now on. */
  int take(int at) {
    int link = links[at];
    links[at] = 0;
    return link;
  }

  private int place(long ref) {
    int mask = refs.length - 1;
    int at = (int) (ref * 0x9E3779B97F4A7C15L >>> Integer.SIZE) & mask;
    while (refs[at] != 0 && refs[at] != ref) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] oldRefs = refs;
    int[] oldLinks = links;
    long[] oldMinTimes = minTimes;
    long[] oldMaxTimes = maxTimes;
    int length = oldRefs.length * 2;
    refs = new long[length];
    links = new int[length];
    minTimes = new long[length];
    maxTimes = new long[length];
    for (int i = 0; i < oldRefs.length; i++) {
      if (oldRefs[i] != 0) {
        int at = place(oldRefs[i]);
        refs[at] = oldRefs[i];
        links[at] = oldLinks[i];
        minTimes[at] = oldMinTimes[i];
        maxTimes[at] = oldMaxTimes[i];
      }
    }
  }
}
