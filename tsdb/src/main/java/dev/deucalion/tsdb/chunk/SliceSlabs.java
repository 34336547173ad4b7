package dev.deucalion.tsdb.chunk;

import java.util.Arrays;

/**
 * Memory for chunks that grow: slices of a few fixed sizes, cut from slabs of {@link #SLAB_BYTES}.
 *
 * <p>A slab is cut into slices of one size class; when all of them are free again, it can be cut
 * anew for another class. That matters because series that begin together grow in step: all leave a
 * class at about the same time, and its slabs serve the next. The smaller a slab, the sooner no
 * slice of it is in use. Beyond a reserve, slabs that are free are given back to the heap. A slice
 * has an address: slab number and slot, in one int that is not negative. Free slots of a slab are
 * chained through their own first two bytes.
 *
 * <p>Only the owner of the head's write lock takes and frees. Others may read slices whose
 * addresses they got under the read lock, as long as they are not freed.
 */
public final class SliceSlabs {
  /** Bytes of a slab. */
  public static final int SLAB_BYTES = 8 << 10;

  /** Never an address. */
  public static final int NO_SLICE = -1;

  private static final int SLOT_BITS = 9;
  private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;
  private static final int END_OF_CHAIN = 0xffff;
  private static final int NO_SLAB = -1;
  private static final byte[] ABSENT = {};

  /** So many free slabs are kept, and one more for every so many slabs. */
  private static final int MIN_RESERVE = 16;

  private static final int SLABS_PER_RESERVED = 64;

  /**
   * Slice sizes in bytes, multiples of eight, as chunks are written eight bytes at a time; the last
   * one holds any chunk.
   */
  private static final int[] SIZES = {
    24, 32, 40, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 1024
  };

  private volatile byte[][] slabs = new byte[16][];
  private volatile byte[] sizeClass = new byte[16];
  private short[] used = new short[16];

  /** Slots from this one on were never taken. */
  private short[] untouched = new short[16];

  private int[] freeSlot = new int[16];

  /** Slabs of a class with room, as a doubly linked list. */
  private int[] nextWithRoom = new int[16];

  private int[] previousWithRoom = new int[16];
  private final int[] firstWithRoom = new int[SIZES.length];

  /** Slabs of no class, chained by {@link #nextWithRoom}. */
  private int emptySlab = NO_SLAB;

  private int emptySlabs;

  /** Numbers of slabs that were given back, chained by {@link #nextWithRoom}. */
  private int absentSlab = NO_SLAB;

  private int absentSlabs;
  private int slabCount;

  /** No slabs yet. */
  public SliceSlabs() {
    Arrays.fill(firstWithRoom, NO_SLAB);
  }

  /** The array that holds a slice. */
  public byte[] slab(int slice) {
    return slabs[slice >>> SLOT_BITS];
  }

  /** Where a slice begins in its array. */
  public int offset(int slice) {
    return (slice & SLOT_MASK) * SIZES[sizeClass[slice >>> SLOT_BITS]];
  }

  /** Bytes of a slice. */
  public int capacity(int slice) {
    return SIZES[sizeClass[slice >>> SLOT_BITS]];
  }

  /** Bytes of all slabs. */
  public long bytes() {
    return (long) (slabCount - absentSlabs) * SLAB_BYTES;
  }

  /**
   * Takes a slice of at least so many bytes; its content is arbitrary.
   *
   * @param bytes up to 1024
   */
  public int take(int bytes) {
    int wanted = 0;
    while (SIZES[wanted] < bytes) {
      wanted++;
    }
    int slab = firstWithRoom[wanted];
    if (slab == NO_SLAB) {
      slab = freshSlab(wanted);
    }
    int slot;
    if (freeSlot[slab] != END_OF_CHAIN) {
      slot = freeSlot[slab];
      int at = slot * SIZES[wanted];
      byte[] bytesOfSlab = slabs[slab];
      freeSlot[slab] = (bytesOfSlab[at] & 0xff) << 8 | bytesOfSlab[at + 1] & 0xff;
    } else {
      slot = untouched[slab]++;
    }
    used[slab]++;
    if (used[slab] == slots(slab)) {
      unlink(slab);
    }
    return slab << SLOT_BITS | slot;
  }

  /** Gives a slice back. Nobody may read it any more. */
  public void free(int slice) {
    int slab = slice >>> SLOT_BITS;
    int slot = slice & SLOT_MASK;
    if (used[slab] == slots(slab)) {
      link(slab);
    }
    used[slab]--;
    if (used[slab] == 0) {
      unlink(slab);
      keepOrGiveBack(slab);
      return;
    }
    byte[] bytes = slabs[slab];
    int at = slot * SIZES[sizeClass[slab]];
    bytes[at] = (byte) (freeSlot[slab] >>> 8);
    bytes[at + 1] = (byte) freeSlot[slab];
    freeSlot[slab] = slot;
  }

  private void keepOrGiveBack(int slab) {
    if (emptySlabs < MIN_RESERVE + (slabCount - absentSlabs) / SLABS_PER_RESERVED) {
      nextWithRoom[slab] = emptySlab;
      emptySlab = slab;
      emptySlabs++;
    } else {
      slabs[slab] = ABSENT;
      nextWithRoom[slab] = absentSlab;
      absentSlab = slab;
      absentSlabs++;
    }
  }

  private int slots(int slab) {
    return SLAB_BYTES / SIZES[sizeClass[slab]];
  }

  private int freshSlab(int forClass) {
    int slab = emptySlab;
    if (slab != NO_SLAB) {
      emptySlab = nextWithRoom[slab];
      emptySlabs--;
    } else if (absentSlab != NO_SLAB) {
      slab = absentSlab;
      slabs[slab] = new byte[SLAB_BYTES];
      absentSlab = nextWithRoom[slab];
      absentSlabs--;
    } else {
      if (slabCount == slabs.length) {
        grow();
      }
      slab = slabCount;
      slabs[slab] = new byte[SLAB_BYTES];
      slabCount++;
    }
    sizeClass[slab] = (byte) forClass;
    used[slab] = 0;
    untouched[slab] = 0;
    freeSlot[slab] = END_OF_CHAIN;
    link(slab);
    return slab;
  }

  private void link(int slab) {
    int first = firstWithRoom[sizeClass[slab]];
    nextWithRoom[slab] = first;
    previousWithRoom[slab] = NO_SLAB;
    if (first != NO_SLAB) {
      previousWithRoom[first] = slab;
    }
    firstWithRoom[sizeClass[slab]] = slab;
  }

  private void unlink(int slab) {
    int next = nextWithRoom[slab];
    int previous = previousWithRoom[slab];
    if (previous == NO_SLAB) {
      firstWithRoom[sizeClass[slab]] = next;
    } else {
      nextWithRoom[previous] = next;
    }
    if (next != NO_SLAB) {
      previousWithRoom[next] = previous;
    }
  }

  private void grow() {
    int length = slabs.length * 2;
    if (length > 1 << (Integer.SIZE - 1 - SLOT_BITS)) {
      throw new IllegalStateException("open chunks of more than 32 GiB");
    }
    sizeClass = Arrays.copyOf(sizeClass, length);
    used = Arrays.copyOf(used, length);
    untouched = Arrays.copyOf(untouched, length);
    freeSlot = Arrays.copyOf(freeSlot, length);
    nextWithRoom = Arrays.copyOf(nextWithRoom, length);
    previousWithRoom = Arrays.copyOf(previousWithRoom, length);
    slabs = Arrays.copyOf(slabs, length);
  }
}
