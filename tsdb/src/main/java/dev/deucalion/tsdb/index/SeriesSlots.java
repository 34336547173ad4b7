package dev.deucalion.tsdb.index;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which series has which slot. A slot is a dense number from 0 on, the index into every column of
 * the head; when its series is gone it is given to another one. So two more numbers name a series:
 *
 * <ul>
 *   <li>its <em>handle</em>, by which appenders know it: the slot and the slot's generation, which
 *       rises when the series goes, so that an old handle is known as such;
 *   <li>its <em>log ref</em>, by which files know it: rising, never given twice, less than 2^40.
 * </ul>
 *
 * <p>One long a slot, on pages that are never moved:
 *
 * <pre>
 * | live 1 | logged 1 | generation 22 | log ref 40 |
 * </pre>
 *
 * <p>Changed under the catalog's lock. Read without one by threads that learned the slot or the
 * handle from one that knew it: such a reader may take a series for live that has just gone.
 */
final class SeriesSlots {
  static final int NONE = -1;

  /** Most bits of a log ref, as in Prometheus. */
  static final int REF_BITS = 40;

  private static final long REF_MASK = (1L << REF_BITS) - 1;
  private static final long GENERATION_MASK = (1L << 22) - 1;
  private static final long LIVE = 1L << 63;
  private static final long LOGGED = 1L << 62;
  private static final int SLOT_BITS = 31;
  private static final int MAX_SLOTS = Integer.MAX_VALUE;

  private static final int PAGE_BITS = 10;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

  private volatile long[][] pages = new long[4][];
  private volatile int bound;
  private volatile int liveCount;
  private volatile long createdCount;
  private final BitSet free = new BitSet();

  /** No slot before this one is free. */
  private int firstFree;

  private long nextLogRef = 1;

  /** One more than the greatest slot that was ever taken. */
  int bound() {
    return bound;
  }

  /** Series now. */
  int liveCount() {
    return liveCount;
  }

  /** Series ever. */
  long createdCount() {
    return createdCount;
  }

  /** Takes a slot for a new series with the next log ref. */
  int take() {
    int slot = take(nextLogRef);
    reserveLogRef(nextLogRef);
    return slot;
  }

  /** Takes a slot for a series that the log knows by a ref. */
  int take(long logRef) {
    if (logRef < 1 || logRef > REF_MASK) {
      throw new IllegalArgumentException("log ref " + logRef + " is not between 1 and 2^40 - 1");
    }
    int slot = free.nextSetBit(firstFree);
    if (slot < 0) {
      slot = bound;
      if (slot == MAX_SLOTS) {
        throw new IllegalStateException("more than 2^31 - 1 series");
      }
      addPage(slot >>> PAGE_BITS);
      bound = slot + 1;
    } else {
      free.clear(slot);
    }
    firstFree = slot + 1;
    long[] page = pages[slot >>> PAGE_BITS];
    int at = slot & PAGE_MASK;
    page[at] = LIVE | page[at] & GENERATION_MASK << REF_BITS | logRef;
    int newCount = liveCount + 1;
    liveCount = newCount;
    long newCreated = createdCount + 1;
    createdCount = newCreated;
    return slot;
  }

  /** Keeps a log ref, and all before it, from being given to a new series. */
  void reserveLogRef(long logRef) {
    nextLogRef = Math.max(nextLogRef, logRef + 1);
  }

  /** Makes the handle of a live series one of none. The slot stays taken until it is freed. */
  void retire(int slot) {
    long[] page = pages[slot >>> PAGE_BITS];
    int at = slot & PAGE_MASK;
    long generation = page[at] >>> REF_BITS & GENERATION_MASK;
    page[at] = (generation + 1 & GENERATION_MASK) << REF_BITS | page[at] & REF_MASK;
    int newCount = liveCount - 1;
    liveCount = newCount;
  }

  /** Lets a retired slot be taken. */
  void free(int slot) {
    free.set(slot);
    firstFree = Math.min(firstFree, slot);
  }

  /** The handle of a live series, greater than 0. */
  long handle(int slot) {
    long generation = entry(slot) >>> REF_BITS & GENERATION_MASK;
    return (generation << SLOT_BITS | slot) + 1;
  }

  /** The slot of a handle, or {@link #NONE} when that is of no live series. */
  int slot(long handle) {
    long bits = handle - 1;
    int slot = (int) (bits & Integer.MAX_VALUE);
    long[][] table = pages;
    int page = slot >>> PAGE_BITS;
    if (bits < 0 || page >= table.length || table[page] == null) {
      return NONE;
    }
    long entry = table[page][slot & PAGE_MASK];
    boolean same = entry < 0 && (entry >>> REF_BITS & GENERATION_MASK) == bits >>> SLOT_BITS;
    return same ? slot : NONE;
  }

  /** Whether a slot has a series. */
  boolean isLive(int slot) {
    return slot < bound && entry(slot) < 0;
  }

  long logRef(int slot) {
    return entry(slot) & REF_MASK;
  }

  /** Whether the log has the labels of a slot's series. */
  boolean isLogged(int slot) {
    return (entry(slot) & LOGGED) != 0;
  }

  void setLogged(int slot) {
    pages[slot >>> PAGE_BITS][slot & PAGE_MASK] |= LOGGED;
  }

  private long entry(int slot) {
    return pages[slot >>> PAGE_BITS][slot & PAGE_MASK];
  }

  private void addPage(int page) {
    long[][] table = pages;
    if (page >= table.length) {
      table = Arrays.copyOf(table, page * 2);
    }
    if (table[page] == null) {
      table[page] = new long[1 << PAGE_BITS];
      pages = table;
    }
  }
}
