package dev.deucalion.tsdb.index;

import java.util.Arrays;
import org.roaringbitmap.ContainerPointer;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which series have which value of one label name.
 *
 * <p>Most values of a label with many values belong to a handful of series, so a value with one
 * series costs two ints in a table and no object; up to {@link #MAX_ARRAY} series are a sorted
 * {@code int[]} whose first element is their number; more are a bitmap.
 *
 * <p>Written under the head's write lock, read under its read lock but for {@link #keep}.
 */
public final class LabelPostings {
  private static final int MAX_ARRAY = 24;

  /** To unite 65,536 ids takes no longer than so many that are far from one another. */
  private static final int MAX_CONTAINER_WORK = 256;

  private static final int[] NO_LIST = {};

  private final RoaringBitmap present = new RoaringBitmap();

  /** By symbol of the value: the only series' id, or {@code ~index} into {@link #lists}. */
  private final IntTable heads = new IntTable();

  /** An {@code int[]} or a {@link RoaringBitmap} each. */
  private Object[] lists = {NO_LIST, NO_LIST};

  private int listCount;

  private final Object identity = new Object();

  /** How often the set of values has changed. */
  private int changes;

  private volatile SortedValues sorted = SortedValues.NONE;

  /** Places of lists that went, and how many. */
  private int[] freeLists = {};

  private int freeListCount;

  LabelPostings() {}

  /** Number of distinct values. */
  public int valueCount() {
    return heads.count();
  }

  /** The symbols of the values. */
  int[] values() {
    return heads.keys();
  }

  /** How often the set of values has changed; the same number stands for the same values. */
  int changes() {
    return changes;
  }

  /** Stands for this label, as long as it has series; holds nothing of it. */
  Object identity() {
    return identity;
  }

  /** The values as they were sorted last, perhaps by somebody who does not hold the lock. */
  SortedValues sorted() {
    return sorted;
  }

  /** Keeps values as sorted. Any thread, without the lock. */
  void keep(SortedValues values) {
    sorted = values;
  }

  /** Series that have the label; not to be changed. */
  RoaringBitmap present() {
    return present;
  }

  void add(int value, int id) {
    present.add(id);
    int place = heads.find(value);
    if (place == IntTable.NONE) {
      heads.add(value, id);
      changes++;
      return;
    }
    int head = heads.valueAt(place);
    if (head >= 0) {
      if (head != id) {
        int list = newList(new int[] {2, Math.min(head, id), Math.max(head, id), 0});
        heads.setValueAt(place, ~list);
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
    int place = heads.find(value);
    if (place == IntTable.NONE) {
      return;
    }
    int head = heads.valueAt(place);
    if (head == id) {
      heads.removeAt(place);
      changes++;
    } else if (head < 0 && lists[~head] instanceof RoaringBitmap bitmap) {
      bitmap.remove(id);
      if (bitmap.getCardinality() <= MAX_ARRAY / 2) {
        lists[~head] = arrayOf(bitmap);
      }
    } else if (head < 0) {
      int[] array = removed((int[]) lists[~head], id);
      lists[~head] = array;
      if (array[0] == 1) {
        heads.setValueAt(place, array[1]);
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

  /** What {@link #addTo} takes: as long as to add so many ids that are far from one another. */
  long toUnite(int value) {
    int place = heads.find(value);
    if (place == IntTable.NONE) {
      return 0;
    }
    int head = heads.valueAt(place);
    if (head >= 0) {
      return 1;
    }
    if (lists[~head] instanceof RoaringBitmap bitmap) {
      long work = 0;
      ContainerPointer each = bitmap.getContainerPointer();
      for (; each.getContainer() != null; each.advance()) {
        work += Math.min(each.getCardinality(), MAX_CONTAINER_WORK);
      }
      return work;
    }
    return ((int[]) lists[~head])[0];
  }

  /** Adds the series of a value to a bitmap. */
  void addTo(int value, RoaringBitmap target) {
    int place = heads.find(value);
    if (place == IntTable.NONE) {
      return;
    }
    int head = heads.valueAt(place);
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
    int place = heads.find(value);
    int head = place == IntTable.NONE ? 0 : heads.valueAt(place);
    if (head < 0 && lists[~head] instanceof RoaringBitmap kept) {
      return kept;
    }
    RoaringBitmap result = new RoaringBitmap();
    addTo(value, result);
    return result;
  }

  /** Whether a series of a value is in a bitmap. */
  boolean intersects(int value, RoaringBitmap other) {
    int place = heads.find(value);
    if (place == IntTable.NONE) {
      return false;
    }
    int head = heads.valueAt(place);
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
}
