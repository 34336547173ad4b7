package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.chunk.HeadChunkFiles;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * For each series its full chunks, newest first, as linked entries of two longs on pages that are
 * never moved.
 *
 * <pre>
 * 0  ref of the chunk in its store
 * 1  | time of its last sample in units of 4,096 ms, rounded down 32 | link to the chunk before it 32 |
 * </pre>
 *
 * <p>Links are entry numbers from 1 on, 0 is the end. Written under the head's write lock; an entry
 * that was seen under the read lock never changes and may be read without a lock.
 */
final class FullChunkList {
  private static final int PAGE_BITS = 10;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
  private static final int TIME_SHIFT = 12;

  private volatile long[][] entries = new long[4][];

  /** Link to the newest full chunk of each series. */
  private volatile int[][] newest = new int[4][];

  private int count;

  /** Number of full chunks. */
  int count() {
    return count;
  }

  /** Adds the newest chunk of a series. */
  void add(int id, long chunkRef, long maxTimeMs) {
    setNewest(id, link(newest(id), chunkRef, maxTimeMs));
  }

  /**
   * Adds a chunk of no series yet.
   *
   * @param previous link to the chunk before it, or 0
   * @return the link to it
   */
  int link(int previous, long chunkRef, long maxTimeMs) {
    int entry = count + 1;
    int page = entry >>> PAGE_BITS;
    if (page >= entries.length) {
      entries = Arrays.copyOf(entries, page * 2);
    }
    if (entries[page] == null) {
      entries[page] = new long[2 << PAGE_BITS];
    }
    int at = (entry & PAGE_MASK) * 2;
    entries[page][at] = chunkRef;
    entries[page][at + 1] = (long) coarse(maxTimeMs) << Integer.SIZE | previous;
    count = entry;
    return entry;
  }

  /** Gives the newest entry with an old ref a new one. */
  void replace(long oldRef, long newRef) {
    for (int entry = count; entry > 0; entry--) {
      long[] page = entries[entry >>> PAGE_BITS];
      int at = (entry & PAGE_MASK) * 2;
      if (page[at] == oldRef) {
        page[at] = newRef;
        return;
      }
    }
  }

  /** Gives all chunks in files from a ref on new refs. */
  void replaceFrom(long firstRef, LongUnaryOperator newRef) {
    for (int entry = 1; entry <= count; entry++) {
      long[] page = entries[entry >>> PAGE_BITS];
      int at = (entry & PAGE_MASK) * 2;
      if (page[at] >= firstRef && HeadChunkFiles.fileNumber(page[at]) > 0) {
        page[at] = newRef.applyAsLong(page[at]);
      }
    }
  }

  /** Link to the series' newest full chunk, 0 where it has none. */
  int newest(int id) {
    int page = id >>> PAGE_BITS;
    int[][] table = newest;
    return page < table.length && table[page] != null ? table[page][id & PAGE_MASK] : 0;
  }

  /** Makes a link the one to the series' newest full chunk. */
  void setNewest(int id, int entry) {
    int page = id >>> PAGE_BITS;
    if (page >= newest.length) {
      newest = Arrays.copyOf(newest, Math.max(page + 1, newest.length * 2));
    }
    if (newest[page] == null) {
      newest[page] = new int[1 << PAGE_BITS];
    }
    newest[page][id & PAGE_MASK] = entry;
  }

  long chunkRef(int link) {
    return entries[link >>> PAGE_BITS][(link & PAGE_MASK) * 2];
  }

  /** Link to the chunk before, 0 at the end. */
  int previous(int link) {
    return (int) entries[link >>> PAGE_BITS][(link & PAGE_MASK) * 2 + 1];
  }

  /** Whether all of a chunk's samples are certainly before a time. */
  boolean isBefore(int link, long timeMs) {
    return coarseMax(link) < coarse(timeMs);
  }

  /** Whether a chunk certainly has a sample after a time. */
  boolean endsAfter(int link, long timeMs) {
    return coarseMax(link) > coarse(timeMs);
  }

  private int coarseMax(int link) {
    return (int) (entries[link >>> PAGE_BITS][(link & PAGE_MASK) * 2 + 1] >>> Integer.SIZE);
  }

  private static int coarse(long timeMs) {
    return Math.clamp(timeMs >> TIME_SHIFT, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }
}
