package dev.deucalion.scrape.ingest;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Remembers the series of one target's bodies by a hash of their bytes, with the store's ref or
 * that relabeling drops them.
 *
 * <p>An entry is an index into parallel arrays. Bodies hardly ever change their order, so each
 * entry knows which one followed it last time, and {@link #find} compares one hash with that guess;
 * this also heals itself after a change of order. Only when the guess is wrong is the hash looked
 * up in an open-addressing table, which is made at the first wrong guess and dropped again after
 * bodies without one: a quiet target holds 28 bytes a series and three bits.
 *
 * <p>The bits say for each entry whether it was seen in the body at hand, whether its series got a
 * sample from it that makes a stale marker due once it vanishes, and whether it got one from the
 * body before. Order of calls for a body: {@link #begin}, any number of {@link #find}, {@link
 * #add}, {@link #track} and {@link #updateRef}, then {@link #finish} or {@link #fail}. One thread
 * at a time.
 */
public final class SeriesCache {
  /** Answer of {@link #find}: not known yet. */
  public static final int ABSENT = -1;

  /** In place of a ref: relabeling drops the series. */
  public static final long DROPPED = -1;

  /** In place of a ref: the entry is not in use. */
  private static final long FREE = 0;

  /** Bodies without a wrong guess after which the table is dropped. */
  private static final int QUIET_BODIES = 8;

  private static final int MIN_CAPACITY = 16;
  private static final int[] NO_TABLE = {};

  private long[] low = new long[0];
  private long[] high = new long[0];
  private long[] refs = new long[0];
  private int[] next = new int[0];
  private long[] seen = new long[0];
  private long[] tracked = new long[0];
  private long[] trackedBefore = new long[0];

  /** Entries in use or free: indexes below are meaningful. */
  private int end;

  private int used;
  private int firstFree = ABSENT;
  private int[] table = NO_TABLE;
  private int quietBodies;
  private boolean wrongGuess;

  /** The entry before the one that is looked for, and the entry that a body began with. */
  private int last = ABSENT;

  private int first = ABSENT;
  private int usedAtLastSuccess;

  /** Number of series that are remembered. */
  public int size() {
    return used;
  }

  /** Begins a body. */
  public void begin() {
    Arrays.fill(seen, 0);
    Arrays.fill(tracked, 0);
    last = ABSENT;
    wrongGuess = false;
  }

  /** The entry of these 128 bits, or {@link #ABSENT}. */
  public int find(long hashLow, long hashHigh) {
    int guess = last < 0 ? first : next[last];
    if (guess >= 0 && low[guess] == hashLow && high[guess] == hashHigh && refs[guess] != FREE) {
      last = guess;
      return guess;
    }
    int found = findElsewhere(guess, hashLow, hashHigh);
    if (found >= 0) {
      linkAfterLast(found);
    }
    return found;
  }

  private int findElsewhere(int guess, long hashLow, long hashHigh) {
    if (guess >= 0) {
      int afterNext = next[guess];
      if (afterNext >= 0
          && low[afterNext] == hashLow
          && high[afterNext] == hashHigh
          && refs[afterNext] != FREE) {
        return afterNext;
      }
    }
    wrongGuess = true;
    if (used == 0) {
      return ABSENT;
    }
    if (table.length == 0) {
      makeTable(used);
    }
    int mask = table.length - 1;
    for (int slot = (int) hashLow & mask; table[slot] >= 0; slot = slot + 1 & mask) {
      int entry = table[slot];
      if (low[entry] == hashLow && high[entry] == hashHigh) {
        return entry;
      }
    }
    return ABSENT;
  }

  private void linkAfterLast(int entry) {
    if (last < 0) {
      first = entry;
    } else {
      next[last] = entry;
    }
    last = entry;
  }

  /** Remembers a series that was {@link #ABSENT}. */
  public int add(long hashLow, long hashHigh, long ref) {
    int entry = firstFree;
    if (entry >= 0) {
      firstFree = next[entry];
    } else {
      if (end == refs.length) {
        grow();
      }
      entry = end++;
    }
    low[entry] = hashLow;
    high[entry] = hashHigh;
    refs[entry] = ref;
    next[entry] = last < 0 ? first : next[last];
    clearBit(tracked, entry);
    clearBit(trackedBefore, entry);
    clearBit(seen, entry);
    used++;
    if (table.length > 0) {
      if (2 * used > table.length) {
        makeTable(used);
      } else {
        putIntoTable(entry);
      }
    }
    linkAfterLast(entry);
    return entry;
  }

  /** The store's ref of an entry, or {@link #DROPPED}. */
  public long ref(int entry) {
    return refs[entry];
  }

  public void updateRef(int entry, long ref) {
    refs[entry] = ref;
  }

  /** Notes that the body has the entry. False when it was noted before in this body. */
  public boolean see(int entry) {
    long bit = 1L << entry;
    boolean firstTime = (seen[entry >> 6] & bit) == 0;
    seen[entry >> 6] |= bit;
    return firstTime;
  }

  /** Notes that a stale marker is due once the entry vanishes. */
  public void track(int entry) {
    tracked[entry >> 6] |= 1L << entry;
  }

  /**
   * Calls the action with each ref that the body before tracked and this one does not. Two entries
   * can stand for one series, when only the order of its labels in the text changed; such a series
   * has not vanished.
   */
  public void forEachVanished(LongConsumer action) {
    LongSet vanished = null;
    for (int word = 0; word < trackedBefore.length; word++) {
      for (long bits = trackedBefore[word] & ~tracked[word]; bits != 0; bits &= bits - 1) {
        if (vanished == null) {
          vanished = new LongSet();
        }
        vanished.add(refs[(word << 6) + Long.numberOfTrailingZeros(bits)]);
      }
    }
    if (vanished == null) {
      return;
    }
    for (int word = 0; word < tracked.length; word++) {
      for (long bits = tracked[word]; bits != 0; bits &= bits - 1) {
        vanished.remove(refs[(word << 6) + Long.numberOfTrailingZeros(bits)]);
      }
    }
    vanished.forEach(action);
  }

  /** Calls the action with each ref that the body before tracked. */
  public void forEachTrackedBefore(LongConsumer action) {
    for (int word = 0; word < trackedBefore.length; word++) {
      for (long bits = trackedBefore[word]; bits != 0; bits &= bits - 1) {
        action.accept(refs[(word << 6) + Long.numberOfTrailingZeros(bits)]);
      }
    }
  }

  /** Ends a body that was taken: forgets the series that it did not have. */
  public void finish() {
    if (last >= 0) {
      next[last] = ABSENT;
    }
    forgetUnseen();
    swapTracked();
    usedAtLastSuccess = used;
    quietBodies = wrongGuess ? 0 : quietBodies + 1;
    if (quietBodies == QUIET_BODIES) {
      table = NO_TABLE;
    }
  }

  /**
   * Ends a body that was not taken: no series has a sample now. What the body taught is kept, up to
   * a point; a target that fails with ever new series does not fill the memory.
   *
   * @return whether series had to be forgotten
   */
  public boolean fail() {
    Arrays.fill(tracked, 0);
    swapTracked();
    if (used <= 2 * usedAtLastSuccess + 1000) {
      return false;
    }
    forgetUnseen();
    usedAtLastSuccess = used;
    return true;
  }

  private void swapTracked() {
    long[] swap = trackedBefore;
    trackedBefore = tracked;
    tracked = swap;
  }

  private void forgetUnseen() {
    for (int word = 0; word << 6 < end; word++) {
      int entries = Math.min(64, end - (word << 6));
      long inRange = entries == 64 ? -1L : (1L << entries) - 1;
      for (long bits = ~seen[word] & inRange; bits != 0; bits &= bits - 1) {
        int entry = (word << 6) + Long.numberOfTrailingZeros(bits);
        if (refs[entry] != FREE) {
          forget(entry);
        }
      }
    }
  }

  private void forget(int entry) {
    if (table.length > 0) {
      removeFromTable(entry);
    }
    refs[entry] = FREE;
    next[entry] = firstFree;
    firstFree = entry;
    clearBit(trackedBefore, entry);
    used--;
  }

  private static void clearBit(long[] bits, int i) {
    bits[i >> 6] &= ~(1L << i);
  }

  /** Grows all arrays or, when there is no memory, none. */
  private void grow() {
    int capacity = Math.max(MIN_CAPACITY, end + (end >> 1));
    int words = capacity + 63 >> 6;
    long[] newLow = Arrays.copyOf(low, capacity);
    long[] newHigh = Arrays.copyOf(high, capacity);
    long[] newRefs = Arrays.copyOf(refs, capacity);
    int[] newNext = Arrays.copyOf(next, capacity);
    long[] newSeen = Arrays.copyOf(seen, words);
    long[] newTracked = Arrays.copyOf(tracked, words);
    trackedBefore = Arrays.copyOf(trackedBefore, words);
    low = newLow;
    high = newHigh;
    refs = newRefs;
    next = newNext;
    seen = newSeen;
    tracked = newTracked;
  }

  private void makeTable(int entries) {
    table = new int[Integer.highestOneBit(Math.max(MIN_CAPACITY, entries)) << 2];
    Arrays.fill(table, ABSENT);
    for (int entry = 0; entry < end; entry++) {
      if (refs[entry] != FREE) {
        putIntoTable(entry);
      }
    }
  }

  private void putIntoTable(int entry) {
    int mask = table.length - 1;
    int slot = (int) low[entry] & mask;
    while (table[slot] >= 0) {
      slot = slot + 1 & mask;
    }
    table[slot] = entry;
  }

  /** Takes an entry out and moves back those behind it that its slot had pushed on. */
  private void removeFromTable(int entry) {
    int mask = table.length - 1;
    int hole = (int) low[entry] & mask;
    while (table[hole] != entry) {
      hole = hole + 1 & mask;
    }
    for (int slot = hole + 1 & mask; table[slot] >= 0; slot = slot + 1 & mask) {
      int home = (int) low[table[slot]] & mask;
      if ((slot - home & mask) >= (slot - hole & mask)) {
        table[hole] = table[slot];
        hole = slot;
      }
    }
    table[hole] = ABSENT;
  }
}
