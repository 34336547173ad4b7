package dev.deucalion.tsdb.index;

import java.util.Arrays;

/**
 * Numbers that those who are at work hold, and the least of them. A reader pins the generation of
 * its first snapshot, under the head's read lock; slices retired in a later generation stay as they
 * are until it lets go.
 */
public final class GenerationPins {
  private long[] pinned = new long[8];
  private int count;

  /** Holds a generation, once more if it is held. */
  public synchronized void pin(long generation) {
    if (count == pinned.length) {
      pinned = Arrays.copyOf(pinned, count * 2);
    }
    pinned[count++] = generation;
  }

  /** Lets go of a generation, once. */
  public synchronized void unpin(long generation) {
    for (int i = 0; i < count; i++) {
      if (pinned[i] == generation) {
        pinned[i] = pinned[--count];
        return;
      }
    }
    throw new IllegalStateException("generation " + generation + " is not pinned");
  }

  /** The oldest generation pinned, or {@link Long#MAX_VALUE}. */
  public synchronized long oldest() {
    long oldest = Long.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      oldest = Math.min(oldest, pinned[i]);
    }
    return oldest;
  }

  /** Number of open readers. */
  public synchronized int count() {
    return count;
  }
}
