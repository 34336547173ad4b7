package dev.deucalion.http.receive;

import dev.deucalion.storage.Appender;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The store's refs of the series that clients sent, by the 128-bit hash of what names them. Safe
 * for use by many threads; finding takes no lock.
 *
 * <p>An open-addressing table of three longs a slot: both halves of the hash and the ref. Writers
 * hold the lock, write the hash first and publish the slot by its ref. A slot never gets another
 * hash; only a ref may be replaced by that of a series made anew. So a reader that sees a ref sees
 * its hash. When the table is full, it is made again of the slots that were found within the last
 * {@link #EPOCH_MS} or twice that, so it is never much larger than what clients send.
 */
final class SeriesRefs {
  /** In place of a ref: not known. */
  static final long ABSENT = Appender.NO_SERIES;

  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final long EPOCH_MS = 20 * 60_000;
  private static final int MIN_SLOTS = 1 << 10;
  private static final int SLOT_LONGS = 3;
  private static final int LOW = 0;
  private static final int HIGH = 1;
  private static final int REF = 2;

  private final ReentrantLock writeLock = new ReentrantLock();
  private volatile Table table = new Table(MIN_SLOTS);

  /** The number of the epoch that a time belongs to, for {@link #find} and {@link #put}. */
  static byte epoch(long timeMs) {
    return (byte) Math.floorDiv(timeMs, EPOCH_MS);
  }

  /** The ref of a series, or {@link #ABSENT}. */
  long find(long low, long high, byte epoch) {
    Table now = table;
    int slot = now.slot(low, high);
    long ref = now.ref(slot);
    if (ref != ABSENT && now.epochs[slot] != epoch) {
      now.epochs[slot] = epoch;
    }
    return ref;
  }

  /** Remembers a ref, in the place of the one known before. */
  void put(long low, long high, long ref, byte epoch) {
    writeLock.lock();
    try {
      Table now = table;
      if (now.used >= now.maxUsed()) {
        now = now.rebuilt(epoch);
        table = now;
      }
      now.put(low, high, ref, epoch);
    } finally {
      writeLock.unlock();
    }
  }

  /** Number of series that are known. */
  int size() {
    writeLock.lock();
    try {
      return table.used;
    } finally {
      writeLock.unlock();
    }
  }

  private static final class Table {
    final long[] slots;

    /** When slots were last found. Races lose no more than that. */
    final byte[] epochs;

    final int mask;
    int used;

    Table(int capacity) {
      slots = new long[capacity * SLOT_LONGS];
      epochs = new byte[capacity];
      mask = capacity - 1;
    }

    int maxUsed() {
      return (mask + 1) / 5 * 4;
    }

    long ref(int slot) {
      return (long) LONGS.getAcquire(slots, slot * SLOT_LONGS + REF);
    }

    /** The slot of a hash, or the free one where it would go. */
    int slot(long low, long high) {
      int slot = (int) low & mask;
      while (ref(slot) != ABSENT
          && (slots[slot * SLOT_LONGS + LOW] != low || slots[slot * SLOT_LONGS + HIGH] != high)) {
        slot = slot + 1 & mask;
      }
      return slot;
    }

    void put(long low, long high, long ref, byte epoch) {
      int slot = slot(low, high);
      int at = slot * SLOT_LONGS;
      if (ref(slot) == ABSENT) {
        slots[at + LOW] = low;
        slots[at + HIGH] = high;
        used++;
      }
      epochs[slot] = epoch;
      LONGS.setRelease(slots, at + REF, ref);
    }

    boolean isKept(int slot, byte epoch) {
      return ref(slot) != ABSENT && (byte) (epoch - epochs[slot]) <= 1;
    }

    /** A table of what was found in this epoch or the one before, more than half of it free. */
    Table rebuilt(byte epoch) {
      int kept = 0;
      for (int slot = 0; slot <= mask; slot++) {
        kept += isKept(slot, epoch) ? 1 : 0;
      }
      int capacity = MIN_SLOTS;
      while (capacity / 5 * 2 < kept) {
        capacity *= 2;
      }
      Table next = new Table(capacity);
      for (int slot = 0; slot <= mask; slot++) {
        if (isKept(slot, epoch)) {
          int at = slot * SLOT_LONGS;
          next.put(slots[at + LOW], slots[at + HIGH], ref(slot), epochs[slot]);
        }
      }
      return next;
    }
  }
}
