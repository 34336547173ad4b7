package dev.deucalion.tsdb.head;

import java.util.Arrays;

/**
 * The chunks of samples out of order that files have from an earlier run, in the order of their
 * refs. They are candidates only: a chunk counts when the log of samples out of order names it or
 * has all of its samples. Of others blocks have the samples, perhaps without those that were
 * deleted. For one thread.
 */
final class FoundOutOfOrder {
  /** No such chunk. */
  static final int NONE = -1;

  private long[] chunkRefs = {};
  private long[] seriesRefs = {};
  private long[] minTimes = {};
  private long[] maxTimes = {};
  private boolean[] taken = {};
  private int count;

  /** Adds a chunk with a greater ref than all before. */
  void add(long seriesRef, long chunkRef, long minTimeMs, long maxTimeMs) {
    if (count == chunkRefs.length) {
      int length = Math.max(64, count * 2);
      chunkRefs = Arrays.copyOf(chunkRefs, length);
      seriesRefs = Arrays.copyOf(seriesRefs, length);
      minTimes = Arrays.copyOf(minTimes, length);
      maxTimes = Arrays.copyOf(maxTimes, length);
      taken = Arrays.copyOf(taken, length);
    }
    chunkRefs[count] = chunkRef;
    seriesRefs[count] = seriesRef;
    minTimes[count] = minTimeMs;
    maxTimes[count] = maxTimeMs;
    count++;
  }

  /** Forgets the chunks from a ref on. */
  void forgetFrom(long chunkRef) {
    int at = Arrays.binarySearch(chunkRefs, 0, count, chunkRef);
    count = at >= 0 ? at : -at - 1;
  }

  int count() {
    return count;
  }

  /** Index of the chunk with a ref, or {@link #NONE} where there is none or it was taken. */
  int find(long chunkRef) {
    int at = Arrays.binarySearch(chunkRefs, 0, count, chunkRef);
    return at >= 0 && !taken[at] ? at : NONE;
  }

  boolean isTaken(int i) {
    return taken[i];
  }

  void take(int i) {
    taken[i] = true;
  }

  long chunkRef(int i) {
    return chunkRefs[i];
  }

  /** Log ref of the chunk's series. */
  long seriesRef(int i) {
    return seriesRefs[i];
  }

  /** Time of the first sample. */
  long minTimeMs(int i) {
    return minTimes[i];
  }

  /** Time of the last sample. */
  long maxTimeMs(int i) {
    return maxTimes[i];
  }
}
