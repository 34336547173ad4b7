package dev.deucalion.tsdb.batch;

import dev.deucalion.tsdb.wal.RecordType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Types of records by the ids of series: open addressing with linear probing. It is emptied for use
 * again, and allocates only to grow.
 */
final class LastTypes {
  private static final int INITIAL_PLACES = 16;
  private static final int MAX_KEPT_PLACES = 1024;
  private static final int[] NO_KEYS = {};
  private static final RecordType[] NO_TYPES = {};

  /** Id + 1, or 0; the length is a power of two, or 0 at first. */
  private int[] keys = NO_KEYS;

  private RecordType[] types = NO_TYPES;
  private int count;

  /** The type that was put for a series, or null. */
  @Nullable RecordType get(int id) {
    if (count == 0) {
      return null;
    }
    int place = place(id);
    return keys[place] == 0 ? null : types[place];
  }

  /** Puts the type for a series, in the place of the one it had. */
  void put(int id, RecordType type) {
    if (count >= keys.length / 2) {
      grow();
    }
    int place = place(id);
    if (keys[place] == 0) {
      keys[place] = id + 1;
      count++;
    }
    types[place] = type;
  }

  /** Empties it, and lets go of its memory where much less would have done. */
  void clear() {
    if (keys.length > MAX_KEPT_PLACES && count < keys.length / 8) {
      keys = NO_KEYS;
      types = NO_TYPES;
    } else if (count > 0) {
      Arrays.fill(keys, 0);
    }
    count = 0;
  }

  private int place(int id) {
    int mask = keys.length - 1;
    int place = ((id * 0x9E3779B9) >>> 7) & mask;
    while (keys[place] != 0 && keys[place] != id + 1) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    int[] oldKeys = keys;
    RecordType[] oldTypes = types;
    int length = Math.max(INITIAL_PLACES, oldKeys.length * 2);
    keys = new int[length];
    types = new RecordType[length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int place = place(oldKeys[i] - 1);
        keys[place] = oldKeys[i];
        types[place] = oldTypes[i];
      }
    }
  }
}
