package dev.deucalion.server.remote.message;

import java.util.Arrays;

/**
 * The symbols of one request by their texts, numbered as they come; number 0 is the empty text. An
 * open-addressing table that is cleared and used again. For one thread.
 */
final class RequestSymbols {
  private static final byte[] EMPTY = {};
  private static final int INITIAL_SLOTS = 256;

  private byte[][] symbols = new byte[INITIAL_SLOTS / 2][];
  private int count;

  /** Numbers of symbols plus 1, 0 for a free slot; a power of two of them. */
  private int[] slots = new int[INITIAL_SLOTS];

  RequestSymbols() {
    clear();
  }

  void clear() {
    Arrays.fill(symbols, 0, count, null);
    Arrays.fill(slots, 0);
    count = 0;
    ref(EMPTY);
  }

  int count() {
    return count;
  }

  byte[] symbol(int ref) {
    return symbols[ref];
  }

  /** The number of a text. */
  int ref(byte[] text) {
    int slot = slotOf(text);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (count == symbols.length) {
      grow();
      slot = slotOf(text);
    }
    symbols[count] = text;
    slots[slot] = ++count;
    return count - 1;
  }

  private int slotOf(byte[] text) {
    int mask = slots.length - 1;
    int hash = Arrays.hashCode(text);
    int slot = (hash ^ hash >>> 16) & mask;
    while (slots[slot] != 0 && !Arrays.equals(symbols[slots[slot] - 1], text)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    // Both are there before either takes effect: a table that is half grown would never end.
    int[] moreSlots = new int[4 * count];
    symbols = Arrays.copyOf(symbols, 2 * count);
    slots = moreSlots;
    for (int i = 0; i < count; i++) {
      slots[slotOf(symbols[i])] = i + 1;
    }
  }
}
