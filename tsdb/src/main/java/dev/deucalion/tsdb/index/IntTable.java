package dev.deucalion.tsdb.index;

/**
 * Numbers by numbers: open addressing with linear probing, which grows and shrinks. Places that are
 * given out are good until something is added or removed. For one thread at a time.
 */
final class IntTable {
  /** No such place. */
  static final int NONE = -1;

  private static final int MIN_PLACES = 8;

  /** Key + 1, or 0. */
  private int[] keys = new int[MIN_PLACES];

  private int[] values = new int[MIN_PLACES];
  private int count;

  int count() {
    return count;
  }

  /** All keys, in any order. */
  int[] keys() {
    int[] found = new int[count];
    int n = 0;
    for (int key : keys) {
      if (key != 0) {
        found[n++] = key - 1;
      }
    }
    return found;
  }

  /** The place of a key, or {@link #NONE}. */
  int find(int key) {
    int place = place(key);
    return keys[place] == 0 ? NONE : place;
  }

  int valueAt(int place) {
    return values[place];
  }

  void setValueAt(int place, int value) {
    values[place] = value;
  }

  /** Adds a key that is not there. */
  void add(int key, int value) {
    if (count >= keys.length - keys.length / 4) {
      resize(keys.length * 2);
    }
    put(key, value);
    count++;
  }

  private void put(int key, int value) {
    int place = place(key);
    keys[place] = key + 1;
    values[place] = value;
  }

  /** Removes the key of a place, and closes the gap for those that were displaced by it. */
  void removeAt(int place) {
    int mask = keys.length - 1;
    int hole = place;
    for (int at = (place + 1) & mask; keys[at] != 0; at = (at + 1) & mask) {
      int fromHome = (at - mix(keys[at] - 1)) & mask;
      if (fromHome >= ((at - hole) & mask)) {
        keys[hole] = keys[at];
        values[hole] = values[at];
        hole = at;
      }
    }
    keys[hole] = 0;
    count--;
    if (count < keys.length / 8 && keys.length > MIN_PLACES) {
      resize(keys.length / 2);
    }
  }

  /** Where a key is, or would be. */
  private int place(int key) {
    int mask = keys.length - 1;
    int place = mix(key) & mask;
    while (keys[place] != 0 && keys[place] != key + 1) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private static int mix(int key) {
    int h = key * 0x9E3779B9;
    return h ^ h >>> 15;
  }

  private void resize(int length) {
    int[] oldKeys = keys;
    int[] oldValues = values;
    values = new int[length];
    keys = new int[length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        put(oldKeys[i] - 1, oldValues[i]);
      }
    }
  }
}
