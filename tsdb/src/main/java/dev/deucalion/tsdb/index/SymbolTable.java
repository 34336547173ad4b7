package dev.deucalion.tsdb.index;

import dev.deucalion.model.labels.LabelHasher;
import java.util.Arrays;

/**
 * Interns label strings: each string once, with a dense number from 0 on.
 *
 * <p>{@link #find} and {@link #intern} are for one thread at a time; {@link #get} is for any thread
 * that learned the symbol from the thread that made it.
 */
final class SymbolTable {
  /** No such symbol. */
  static final int NONE = -1;

  private static final int PAGE_BITS = 12;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

  private final LabelHasher hasher;
  private volatile String[][] pages = new String[4][];
  private volatile int count;

  /** Open addressing: symbol + 1, or 0. */
  private int[] slots = new int[1024];

  /** High half of the hash of the slot's string. */
  private int[] hashes = new int[1024];

  SymbolTable(long seed) {
    hasher = new LabelHasher(seed);
  }

  int count() {
    return count;
  }

  String get(int symbol) {
    return pages[symbol >>> PAGE_BITS][symbol & PAGE_MASK];
  }

  /** The string's symbol, or {@link #NONE}. */
  int find(String s) {
    return slots[slot(s, hasher.hash(s))] - 1;
  }

  /** The string's symbol, made where there is none. */
  int intern(String s) {
    long hash = hasher.hash(s);
    int slot = slot(s, hash);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    int symbol = count;
    if (symbol >= slots.length - slots.length / 4) {
      rehash();
      slot = slot(s, hash);
    }
    int page = symbol >>> PAGE_BITS;
    if (page == pages.length) {
      pages = Arrays.copyOf(pages, page * 2);
    }
    if (pages[page] == null) {
      pages[page] = new String[1 << PAGE_BITS];
    }
    pages[page][symbol & PAGE_MASK] = s;
    slots[slot] = symbol + 1;
    hashes[slot] = (int) (hash >>> Integer.SIZE);
    count = symbol + 1;
    return symbol;
  }

  private int slot(String s, long hash) {
    int mask = slots.length - 1;
    int high = (int) (hash >>> Integer.SIZE);
    int slot = high & mask;
    while (slots[slot] != 0 && !(hashes[slot] == high && get(slots[slot] - 1).equals(s))) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void rehash() {
    int[] newSlots = new int[slots.length * 2];
    int[] newHashes = new int[newSlots.length];
    int mask = newSlots.length - 1;
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] != 0) {
        int slot = hashes[i] & mask;
        while (newSlots[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        newSlots[slot] = slots[i];
        newHashes[slot] = hashes[i];
      }
    }
    slots = newSlots;
    hashes = newHashes;
  }
}
