package dev.deucalion.tsdb.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Label sets of ids: how many labels, then for each one the symbols of its name and its value, all
 * varints, in pages of bytes.
 *
 * <p>A page that is mostly garbage is emptied: what is left on it is copied elsewhere. The page
 * stays as it is until nobody can be reading it any more.
 *
 * <p>Reading an id's labels needs no lock, as long as the id came from a thread that knew it; the
 * rest is for one thread at a time.
 */
final class LabelSets {
  private static final int PAGE_BITS = 18;
  private static final int PAGE_BYTES = 1 << PAGE_BITS;
  private static final int MAX_PAGES = 1 << (Integer.SIZE - 1 - PAGE_BITS);
  private static final int ID_PAGE_BITS = 10;
  private static final int ID_PAGE_MASK = (1 << ID_PAGE_BITS) - 1;
  private static final int NO_PAGE = -1;
  private static final byte[] ABSENT = {};

  /** Live bytes of a page that waits to be freed. */
  private static final int EMPTIED = Integer.MAX_VALUE;

  private static final VarHandle ADDRESS = MethodHandles.arrayElementVarHandle(int[].class);

  /** Pages of label sets; a label set lies in one page, or alone in a longer one. */
  private volatile byte[][] pages = newPages(4);

  /** Bytes of each page that are not garbage. */
  private int[] liveBytes = new int[4];

  private final BitSet freePages = new BitSet();

  /** One more than the greatest page ever. */
  private int pageBound;

  /** Page that is being filled. */
  private int page = NO_PAGE;

  private int pageUsed = PAGE_BYTES;

  /** Address of the label set of each id, + 1; 0 where there is none. */
  private volatile int[][] addresses = new int[4][];

  private final LabelSetReader reader = new LabelSetReader();

  private static byte[][] newPages(int count) {
    byte[][] result = new byte[count][];
    Arrays.fill(result, ABSENT);
    return result;
  }

  /** Whether an id that was taken has labels. */
  boolean has(int id) {
    return addresses[id >>> ID_PAGE_BITS][id & ID_PAGE_MASK] != 0;
  }

  /** Puts the labels of an id into a reader, from the first one on. */
  void read(int id, LabelSetReader into) {
    int address = address(id);
    into.reset(pages[address >>> PAGE_BITS], address & (PAGE_BYTES - 1));
  }

  private int address(int id) {
    return (int) ADDRESS.getAcquire(addresses[id >>> ID_PAGE_BITS], id & ID_PAGE_MASK) - 1;
  }

  /** Keeps the encoded label set of an id. */
  void put(int id, byte[] encoded, int from, int length) {
    int[] idPage = idPage(id);
    if (pageUsed + length > PAGE_BYTES) {
      beginPage(length);
    }
    System.arraycopy(encoded, from, pages[page], pageUsed, length);
    int address = page << PAGE_BITS | pageUsed;
    liveBytes[page] += length;
    pageUsed = Math.min(PAGE_BYTES, pageUsed + length);
    ADDRESS.setRelease(idPage, id & ID_PAGE_MASK, address + 1);
  }

  private void beginPage(int length) {
    int next = freePages.nextSetBit(0);
    if (next < 0) {
      next = pageBound;
      if (next >= MAX_PAGES) {
        throw new IllegalStateException("label sets of more than 2 GiB");
      }
    }
    if (next == liveBytes.length) {
      byte[][] grown = newPages(next * 2);
      System.arraycopy(pages, 0, grown, 0, next);
      liveBytes = Arrays.copyOf(liveBytes, grown.length);
      pages = grown;
    }
    pages[next] = new byte[Math.max(PAGE_BYTES, length)];
    freePages.clear(next);
    pageBound = Math.max(pageBound, next + 1);
    page = next;
    pageUsed = 0;
  }

  private int[] idPage(int id) {
    int idPage = id >>> ID_PAGE_BITS;
    int[][] table = addresses;
    if (idPage >= table.length) {
      table = Arrays.copyOf(table, Math.max(idPage + 1, table.length * 2));
    }
    if (table[idPage] == null) {
      table[idPage] = new int[1 << ID_PAGE_BITS];
      addresses = table;
    }
    return table[idPage];
  }

  /** Lets go of the label set of an id, which nobody knows any more. */
  void remove(int id) {
    int from = address(id) >>> PAGE_BITS;
    liveBytes[from] -= length(id);
    ADDRESS.setRelease(idPage(id), id & ID_PAGE_MASK, 0);
  }

  private int length(int id) {
    read(id, reader);
    int start = reader.position();
    while (reader.next()) {
      // Only the end is wanted.
    }
    return reader.position() - start + LabelSetReader.varintBytes(reader.size());
  }

  /**
   * Copies what is left on pages that are half garbage or more, up to an id.
   *
   * @return the pages that are of no use any more, for {@link #free}
   */
  BitSet emptyPages(int idBound) {
    BitSet emptied = new BitSet();
    for (int i = 0; i < pageBound; i++) {
      if (i != page && pages[i].length > 0 && liveBytes[i] <= PAGE_BYTES / 2) {
        emptied.set(i);
      }
    }
    if (emptied.isEmpty()) {
      return emptied;
    }
    for (int id = 0; id < idBound; id++) {
      if (has(id) && emptied.get(address(id) >>> PAGE_BITS)) {
        int address = address(id);
        put(id, pages[address >>> PAGE_BITS], address & (PAGE_BYTES - 1), length(id));
      }
    }
    emptied.stream().forEach(i -> liveBytes[i] = EMPTIED);
    return emptied;
  }

  /** Gives back pages that nobody reads any more. */
  void free(BitSet emptied) {
    emptied.stream()
        .forEach(i -> {
          pages[i] = ABSENT;
          liveBytes[i] = 0;
        });
    freePages.or(emptied);
  }

  /** Bytes of all pages. */
  long bytes() {
    long bytes = 0;
    for (byte[] each : pages) {
      bytes += each.length;
    }
    return bytes;
  }
}
