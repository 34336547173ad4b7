package dev.deucalion.tsdb.index;

import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which series have which value of one label name.
 *
 * <p>Most values of a label with many values belong to a handful of series, so a value with one
 * series costs two ints in a hash table and no object; up to {@link #MAX_ARRAY} series are a sorted
 * {@code int[]} whose first element is their number; more are a bitmap.
 *
 * <p>Written under the head's write lock, read under its read lock.
 */
public final class LabelPostings {
  private static final int MAX_ARRAY = 24;
  private static final int MIN_SLOTS = 8;
  private static final int[] NO_LIST = {};

  private final RoaringBitmap present = new RoaringBitmap();

  private int valueCount;

  /** Open addressing: value symbol + 1, or 0. */
  private int[] slots = new int[MIN_SLOTS];

  /** The only series' id, or {@code ~index} into {@link #lists}. */
  private int[] heads = new int[MIN_SLOTS];

  /** An {@code int[]} or a {@link RoaringBitmap} each. */
  private Object[] lists = {NO_LIST, NO_LIST};

  private int listCount;

  /** Places of lists that went, and how many. */
  private int[] freeLists = {};

  private int freeListCount;

  LabelPostings() {}

  /** Number of distinct values. */
  public int valueCount() {
    return valueCount;
  }

  /** The symbols of the values. */
  int[] values() {
    int[] values = new int[valueCount];
    int count = 0;
    for (int slot : slots) {
      if (slot != 0) {
        values[count++] = slot - 1;
      }
    }
    return values;
  }

  /** Series that have the label; not to be changed. */
  RoaringBitmap present() {
    return present;
  }

  void add(int value, int id) {
    present.add(id);
    int slot = slot(value);
    if (slots[slot] == 0) {
      addValue(value, id);
      return;
    }
    int head = heads[slot];
    if (head >= 0) {
      if (head != id) {
        heads[slot] = ~newList(new int[] {2, Math.min(head, id), Math.max(head, id), 0});
      }
      return;
    }
    if (lists[~head] instanceof RoaringBitmap bitmap) {
      bitmap.add(id);
    } else {
      lists[~head] = inserted((int[]) lists[~head], id);
    }
  }

  /** Takes a series of a value away. */
  void remove(int value, int id) {
    present.remove(id);
    int slot = slot(value);
    if (slots[slot] == 0) {
      return;
    }
    int head = heads[slot];
    if (head == id) {
      removeValue(slot);
    } else if (head < 0 && lists[~head] instanceof RoaringBitmap bitmap) {
      bitmap.remove(id);
      if (bitmap.getCardinality() <= MAX_ARRAY / 2) {
        lists[~head] = arrayOf(bitmap);
      }
    } else if (head < 0) {
      int[] array = removed((int[]) lists[~head], id);
      lists[~head] = array;
      if (array[0] == 1) {
        heads[slot] = array[1];
        freeList(~head);
      }
    }
  }

  private static int[] arrayOf(RoaringBitmap bitmap) {
    int count = bitmap.getCardinality();
    int[] array = new int[count + 1];
    array[0] = count;
    System.arraycopy(bitmap.toArray(), 0, array, 1, count);
    return array;
  }

  private static int[] removed(int[] array, int id) {
    int count = array[0];
    int at = Arrays.binarySearch(array, 1, count + 1, id);
    if (at < 0) {
      return array;
    }
    int[] target = count < array.length / 2 ? Arrays.copyOf(array, count + 1) : array;
    System.arraycopy(array, at + 1, target, at, count - at);
    target[0] = count - 1;
    return target;
  }

  private void freeList(int list) {
    lists[list] = NO_LIST;
    if (freeListCount == freeLists.length) {
      freeLists = Arrays.copyOf(freeLists, freeListCount * 2 + 4);
    }
    freeLists[freeListCount++] = list;
  }

  /** Empties a slot and closes the gap that this leaves for those that were displaced by it. */
  private void removeValue(int slot) {
    int mask = slots.length - 1;
    int hole = slot;
    for (int at = (slot + 1) & mask; slots[at] != 0; at = (at + 1) & mask) {
      int fromHome = (at - mix(slots[at] - 1)) & mask;
      if (fromHome >= ((at - hole) & mask)) {
        slots[hole] = slots[at];
        heads[hole] = heads[at];
        hole = at;
      }
    }
    slots[hole] = 0;
    valueCount--;
    if (valueCount < slots.length / 8 && slots.length > MIN_SLOTS) {
      resize(slots.length / 2);
    }
  }

  /** Adds the series of a value to a bitmap. */
  void addTo(int value, RoaringBitmap target) {
    int slot = slot(value);
    if (slots[slot] == 0) {
      return;
    }
    int head = heads[slot];
    if (head >= 0) {
      target.add(head);
    } else if (lists[~head] instanceof RoaringBitmap bitmap) {
      target.or(bitmap);
    } else {
      int[] array = (int[]) lists[~head];
      for (int i = 1; i <= array[0]; i++) {
        target.add(array[i]);
      }
    }
  }

  /** The series of a value as a bitmap, perhaps the one kept here: not to be changed. */
  RoaringBitmap of(int value) {
    int slot = slot(value);
    if (slots[slot] != 0 && heads[slot] < 0 && lists[~heads[slot]] instanceof RoaringBitmap b) {
      return b;
    }
    RoaringBitmap result = new RoaringBitmap();
    addTo(value, result);
    return result;
  }

  /** Whether a series of a value is in a bitmap. */
  boolean intersects(int value, RoaringBitmap other) {
    int slot = slot(value);
    if (slots[slot] == 0) {
      return false;
    }
    int head = heads[slot];
    if (head >= 0) {
      return other.contains(head);
    }
    if (lists[~head] instanceof RoaringBitmap bitmap) {
      return RoaringBitmap.intersects(bitmap, other);
    }
    int[] array = (int[]) lists[~head];
    for (int i = 1; i <= array[0]; i++) {
      if (other.contains(array[i])) {
        return true;
      }
    }
    return false;
  }

  private static Object inserted(int[] array, int id) {
    int count = array[0];
    int found = Arrays.binarySearch(array, 1, count + 1, id);
    if (found >= 0) {
      return array;
    }
    if (count == MAX_ARRAY) {
      RoaringBitmap bitmap = RoaringBitmap.bitmapOf(Arrays.copyOfRange(array, 1, count + 1));
      bitmap.add(id);
      return bitmap;
    }
    int[] target = count + 1 < array.length ? array : Arrays.copyOf(array, count * 3 / 2 + 2);
    int at = ~found;
    System.arraycopy(target, at, target, at + 1, count + 1 - at);
    target[at] = id;
    target[0] = count + 1;
    return target;
  }

  private int newList(int[] array) {
    if (freeListCount > 0) {
      int list = freeLists[--freeListCount];
      lists[list] = array;
      return list;
    }
    if (listCount == lists.length) {
      lists = Arrays.copyOf(lists, listCount * 2);
    }
    lists[listCount] = array;
    return listCount++;
  }

  private void addValue(int value, int id) {
    if (valueCount >= slots.length - slots.length / 4) {
      resize(slots.length * 2);
    }
    int slot = slot(value);
    slots[slot] = value + 1;
    heads[slot] = id;
    valueCount++;
  }

  private int slot(int value) {
    int mask = slots.length - 1;
    int slot = mix(value) & mask;
    while (slots[slot] != 0 && slots[slot] != value + 1) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int mix(int value) {
    int h = value * 0x9E3779B9;
    return h ^ h >>> 15;
  }

  private void resize(int length) {
    int[] oldSlots = slots;
    int[] oldHeads = heads;
    heads = new int[length];
    slots = new int[length];
    for (int i = 0; i < oldSlots.length; i++) {
      if (oldSlots[i] != 0) {
        int slot = slot(oldSlots[i] - 1);
        slots[slot] = oldSlots[i];
        heads[slot] = oldHeads[i];
      }
    }
  }
}
