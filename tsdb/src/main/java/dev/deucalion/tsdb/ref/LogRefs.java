package dev.deucalion.tsdb.ref;

import dev.deucalion.tsdb.index.SeriesCatalog;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Numbers of series by their refs in a log: pages of neighbouring refs, found by an open-addressing
 * table. Series that came together have neighbouring refs, and are named together again. For one
 * thread.
 */
public final class LogRefs {
  /** Says something of a ref and its number. */
  public interface Test {
    /** Whether a ref with this number is to stay. */
    boolean test(long ref, int number);
  }

  private static final int PAGE_BITS = 4;
  private static final int PAGE_REFS = 1 << PAGE_BITS;
  private static final int PAGE_MASK = PAGE_REFS - 1;

  /** Number of a page of refs + 1; 0 is a free place. */
  private long[] pages = new long[256];

  /** Where in {@link #numbers} a page begins. */
  private int[] starts = new int[256];

  private int pageCount;
  private int[] numbers = new int[PAGE_REFS * 64];
  private int count;

  /** The page that was looked at last. */
  private long lastPage;

  private int lastStart;

  /**
   * The number of a ref, or {@link SeriesCatalog#NONE}.
   *
   * @param ref at least 1
   */
  public int id(long ref) {
    int start = start((ref >>> PAGE_BITS) + 1);
    return start < 0 ? SeriesCatalog.NONE : numbers[start + (int) (ref & PAGE_MASK)];
  }

  /**
   * Gives a ref a number from now on.
   *
   * @param ref at least 1
   */
  public void put(long ref, int number) {
    long page = (ref >>> PAGE_BITS) + 1;
    int start = start(page);
    if (start < 0) {
      start = addPage(page);
    }
    int at = start + (int) (ref & PAGE_MASK);
    if (numbers[at] == SeriesCatalog.NONE) {
      count++;
    }
    numbers[at] = number;
  }

  /** Where a page begins, or less than 0. */
  private int start(long page) {
    if (page == lastPage) {
      return lastStart;
    }
    int place = place(page);
    if (pages[place] == 0) {
      return -1;
    }
    lastPage = page;
    lastStart = starts[place];
    return lastStart;
  }

  private int addPage(long page) {
    if (++pageCount > pages.length / 2) {
      grow();
    }
    int start = (pageCount - 1) << PAGE_BITS;
    if (start == numbers.length) {
      numbers = Arrays.copyOf(numbers, start + (start >> 1) / PAGE_REFS * PAGE_REFS);
    }
    Arrays.fill(numbers, start, start + PAGE_REFS, SeriesCatalog.NONE);
    int place = place(page);
    pages[place] = page;
    starts[place] = start;
    return start;
  }

  /** The refs of which a test holds, in any order. */
  public long[] refsWhere(Test wanted) {
    long[] found = new long[PAGE_REFS];
    int foundCount = 0;
    for (int place = 0; place < pages.length; place++) {
      for (int i = 0; pages[place] != 0 && i < PAGE_REFS; i++) {
        long ref = (pages[place] - 1 << PAGE_BITS) + i;
        int number = numbers[starts[place] + i];
        if (number != SeriesCatalog.NONE && wanted.test(ref, number)) {
          if (foundCount == found.length) {
            found = Arrays.copyOf(found, foundCount * 2);
          }
          found[foundCount++] = ref;
        }
      }
    }
    return Arrays.copyOf(found, foundCount);
  }

  /** Number of refs. */
  public int count() {
    return count;
  }

  /** The refs with such numbers. */
  LogRefs where(IntPredicate wanted) {
    LogRefs result = new LogRefs();
    for (long ref : refsWhere((ref, number) -> wanted.test(number))) {
      result.put(ref, id(ref));
    }
    return result;
  }

  private int place(long page) {
    int mask = pages.length - 1;
    int at = (int) (page * 0x9E3779B97F4A7C15L >>> Integer.SIZE) & mask;
    while (pages[at] != 0 && pages[at] != page) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] oldPages = pages;
    int[] oldStarts = starts;
    pages = new long[oldPages.length * 2];
    starts = new int[pages.length];
    for (int i = 0; i < oldPages.length; i++) {
      if (oldPages[i] != 0) {
        int at = place(oldPages[i]);
        pages[at] = oldPages[i];
        starts[at] = oldStarts[i];
      }
    }
  }
}
