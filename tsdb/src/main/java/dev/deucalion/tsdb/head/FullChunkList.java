package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.chunk.HeadChunkFiles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * For each series its full chunks, newest first, as linked entries of two longs on pages that are
 * never moved.
 *
 * <pre>
 * 0  ref of the chunk in its store
 * 1  | time of its last sample in units of 4,000 ms, rounded down 32 | link to the chunk before it 32 |
 * </pre>
 *
 * <p>A page has the latest of its coarse times as one long more. Links are entry numbers, which
 * rise from 1 on and begin again after 2^32; 0 is the end. Entries of about the same age share a
 * page, so pages go as a whole: a link to a page that went is a link to an old chunk. The unit
 * divides two hours, so that nothing before the end of a block shares a unit with what follows.
 *
 * <p>Written under the head's write lock; an entry that was seen under the read lock never changes,
 * but for the ref of a chunk that cannot be read, and may be read without a lock.
 */
final class FullChunkList {
  private static final int PAGE_BITS = 10;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

  /** Page numbers begin again after this one. */
  private static final int MAX_PAGE = -1 >>> PAGE_BITS;

  private static final int LATEST = 2 << PAGE_BITS;
  private static final int PAGE_LONGS = LATEST + 1;
  private static final long UNIT_MS = 4_000;
  private static final long[] DROPPED = {};
  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

  /** In the place of a ref: nobody has the samples of the chunk. */
  static final long NO_CHUNK = -1;

  /** Pages by number, from one number on; pages that went are {@link #DROPPED}. */
  private static final class Window {
    private final int first;
    private final long[][] pages;

    Window(int first, long[][] pages) {
      this.first = first;
      this.pages = pages;
    }

    /** The page of a link, {@link #DROPPED} when it went. */
    long[] page(int link) {
      int i = ((link >>> PAGE_BITS) - first) & MAX_PAGE;
      return i < pages.length ? pages[i] : DROPPED;
    }

    Window withOneMore() {
      long[][] more = Arrays.copyOf(pages, pages.length + 1);
      more[pages.length] = new long[PAGE_LONGS];
      more[pages.length][LATEST] = Integer.MIN_VALUE;
      return new Window(first, more);
    }
  }

  private volatile Window window = new Window(0, new long[0][]).withOneMore();

  /** Link to the newest full chunk of each series. */
  private volatile int[][] newest = new int[4][];

  private int lastEntry;
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
    int entry = lastEntry == -1 ? 1 : lastEntry + 1;
    Window current = window;
    if (current.page(entry).length == 0) {
      current = current.withOneMore();
      window = current;
    }
    long[] page = current.page(entry);
    int at = (entry & PAGE_MASK) * 2;
    int coarse = coarse(maxTimeMs);
    page[at] = chunkRef;
    page[at + 1] = (long) coarse << Integer.SIZE | previous & 0xffffffffL;
    page[LATEST] = Math.max(page[LATEST], coarse);
    lastEntry = entry;
    count++;
    return entry;
  }

  /** Gives the newest entry with an old ref a new one. */
  void replace(long oldRef, long newRef) {
    long[][] pages = window.pages;
    for (int i = pages.length - 1; i >= 0; i--) {
      for (int at = pages[i].length - 3; at >= 0; at -= 2) {
        if (pages[i][at] == oldRef) {
          pages[i][at] = newRef;
          return;
        }
      }
    }
  }

  /** Gives all chunks in files from a ref on new refs. */
  void replaceFrom(long firstRef, LongUnaryOperator newRef) {
    for (long[] page : window.pages) {
      for (int at = 0; at < page.length - 1; at += 2) {
        if (page[at] >= firstRef && HeadChunkFiles.fileNumber(page[at]) > 0) {
          page[at] = newRef.applyAsLong(page[at]);
        }
      }
    }
  }

  /**
   * Lets go of pages on which all chunks end before a time. No reader that is still open began
   * before all readers were kept from looking at such chunks.
   */
  void dropBefore(long timeMs) {
    Window before = window;
    long[][] pages = before.pages.clone();
    int whole = 0;
    for (int i = 0; i < pages.length - 1; i++) {
      if (pages[i].length > 0 && pages[i][LATEST] < coarse(timeMs)) {
        pages[i] = DROPPED;
        count -= entries(before.first, i);
      }
      if (whole == i && pages[i].length == 0) {
        whole++;
      }
    }
    int first = (before.first + whole) & MAX_PAGE;
    window = new Window(first, Arrays.copyOfRange(pages, whole, pages.length));
  }

  /** Entries on a full page; number 0 is never given. */
  private static int entries(int first, int page) {
    return ((first + page) & MAX_PAGE) == 0 ? PAGE_MASK : PAGE_MASK + 1;
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
    int[][] table = newest;
    if (page >= table.length) {
      table = Arrays.copyOf(table, Math.max(page + 1, table.length * 2));
    }
    if (table[page] == null) {
      table[page] = new int[1 << PAGE_BITS];
    }
    table[page][id & PAGE_MASK] = entry;
    newest = table;
  }

  /** Forgets the chunks of a series. */
  void forget(int id) {
    if (newest(id) != 0) {
      setNewest(id, 0);
    }
  }

  /**
   * The chunk's ref in its store, or {@link #NO_CHUNK}; of a link whose chunk is not {@link
   * #isBefore} any reader.
   */
  long chunkRef(int link) {
    return (long) LONGS.getAcquire(window.page(link), (link & PAGE_MASK) * 2);
  }

  /** Puts another chunk, or {@link #NO_CHUNK}, in the place of one that cannot be read. */
  void replaceUnreadable(int link, long newRef) {
    long[] page = window.page(link);
    if (page.length > 0) {
      LONGS.setRelease(page, (link & PAGE_MASK) * 2, newRef);
    }
  }

  /** Link to the chunk before, 0 at the end. */
  int previous(int link) {
    long[] page = window.page(link);
    return page.length == 0 ? 0 : (int) page[(link & PAGE_MASK) * 2 + 1];
  }

  /** Whether all of a chunk's samples are certainly before a time. */
  boolean isBefore(int link, long timeMs) {
    return coarseMax(link) < coarse(timeMs);
  }

  /** Whether a chunk certainly has a sample after a time. */
  boolean endsAfter(int link, long timeMs) {
    return coarseMax(link) > coarse(timeMs);
  }

  private long coarseMax(int link) {
    long[] page = window.page(link);
    return page.length == 0 ? Long.MIN_VALUE : page[(link & PAGE_MASK) * 2 + 1] >> Integer.SIZE;
  }

  /** The latest time up to a given one such that no older chunk is ever taken for a newer one. */
  static long unitStart(long timeMs) {
    return Math.floorDiv(timeMs, UNIT_MS) * UNIT_MS;
  }

  private static int coarse(long timeMs) {
    return Math.clamp(Math.floorDiv(timeMs, UNIT_MS), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }
}
