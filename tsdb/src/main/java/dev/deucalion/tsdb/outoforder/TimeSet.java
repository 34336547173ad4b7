package dev.deucalion.tsdb.outoforder;

import java.util.Arrays;

/** A set of times in ms, by hash. When there is no memory for one more, the set is as before. */
final class TimeSet {
  private static final int INITIAL_SLOTS = 256;

  /** A slot that is free; a time that has this value is noted apart. */
  private static final long FREE = Long.MIN_VALUE;

  /** A power of two, more than half of them free. */
  private long[] slots = freeSlots(INITIAL_SLOTS);

  private int used;
  private boolean hasFreeValue;

  private static long[] freeSlots(int count) {
    long[] slots = new long[count];
    Arrays.fill(slots, FREE);
    return slots;
  }

  boolean contains(long timeMs) {
    return timeMs == FREE ? hasFreeValue : slots[find(slots, timeMs)] == timeMs;
  }

  void add(long timeMs) {
    if (timeMs == FREE) {
      hasFreeValue = true;
      return;
    }
    if (2 * (used + 1) > slots.length) {
      grow();
    }
    int slot = find(slots, timeMs);
    used += slots[slot] == FREE ? 1 : 0;
    slots[slot] = timeMs;
  }

  private void grow() {
    long[] larger = freeSlots(slots.length * 2);
    for (long timeMs : slots) {
      if (timeMs != FREE) {
        larger[find(larger, timeMs)] = timeMs;
      }
    }
    slots = larger;
  }

  /** The slot that has a time, or the free one where it belongs. */
  private static int find(long[] slots, long timeMs) {
    int mask = slots.length - 1;
    int slot = Long.hashCode(timeMs * 0x9E3779B97F4A7C15L) & mask;
    while (slots[slot] != FREE && slots[slot] != timeMs) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
