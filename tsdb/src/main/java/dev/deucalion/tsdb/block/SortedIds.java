package dev.deucalion.tsdb.block;

import java.util.Arrays;
import org.roaringbitmap.ArrayContainer;
import org.roaringbitmap.BitmapContainer;
import org.roaringbitmap.RoaringBitmap;

/**
 * Makes a bitmap of unsigned ids that come in rising order, container by container, which takes a
 * fraction of the time of adding them one by one. For one thread.
 */
final class SortedIds {
  /** More ids with the same upper half are kept as bits. */
  private static final int MAX_ARRAY = 4096;

  private final RoaringBitmap ids = new RoaringBitmap();
  private char[] low = new char[16];
  private int count;

  /** Upper half of the ids in {@link #low}. */
  private int high;

  /** The last id, or -1. */
  private long last = -1;

  /** Adds the first ids of an array; false when they do not rise. */
  boolean add(int[] rising, int length) {
    for (int i = 0; i < length; i++) {
      int id = rising[i];
      long unsigned = Integer.toUnsignedLong(id);
      if (unsigned <= last) {
        return false;
      }
      last = unsigned;
      if (id >>> 16 != high) {
        flush();
        high = id >>> 16;
      }
      if (count == low.length) {
        low = Arrays.copyOf(low, Math.max(256, 2 * count));
      }
      low[count++] = (char) id;
    }
    return true;
  }

  /** Adds all ids to a bitmap; nothing can be added here after it. */
  void addTo(RoaringBitmap target) {
    flush();
    target.or(ids);
  }

  private void flush() {
    if (count == 0) {
      return;
    }
    if (count <= MAX_ARRAY) {
      ids.append((char) high, new ArrayContainer(Arrays.copyOf(low, count)));
    } else {
      long[] words = new long[1 << 10];
      for (int i = 0; i < count; i++) {
        words[low[i] >>> 6] |= 1L << low[i];
      }
      ids.append((char) high, new BitmapContainer(words, count));
    }
    count = 0;
  }
}
