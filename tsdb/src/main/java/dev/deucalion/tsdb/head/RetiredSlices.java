package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.chunk.SliceSlabs;

/**
 * Slices that no series uses any more, but perhaps a reader: a queue in the order of their
 * retirement, each with the generation in which that happened. For the owner of the head's write
 * lock.
 */
final class RetiredSlices {
  private int[] slices = new int[256];
  private long[] generations = new long[256];
  private int first;
  private int count;

  /** Makes the next {@link #add} one that needs no memory. */
  void makeRoom() {
    if (count == slices.length) {
      grow();
    }
  }

  void add(int slice, long generation) {
    makeRoom();
    int at = (first + count) & (slices.length - 1);
    slices[at] = slice;
    generations[at] = generation;
    count++;
  }

  /** Frees the slices that were retired when no reader now open had begun. */
  void free(SliceSlabs slabs, long oldestReader) {
    while (count > 0 && generations[first] <= oldestReader) {
      slabs.free(slices[first]);
      first = (first + 1) & (slices.length - 1);
      count--;
    }
  }

  private void grow() {
    int[] newSlices = new int[slices.length * 2];
    long[] newGenerations = new long[newSlices.length];
    for (int i = 0; i < count; i++) {
      int at = (first + i) & (slices.length - 1);
      newSlices[i] = slices[at];
      newGenerations[i] = generations[at];
    }
    slices = newSlices;
    generations = newGenerations;
    first = 0;
  }
}
