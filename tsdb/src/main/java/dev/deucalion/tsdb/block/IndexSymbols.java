package dev.deucalion.tsdb.block;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The strings of an index, by number in byte order. Only where every 32nd begins is kept in memory.
 * Immutable; the inputs that are passed read the same file.
 */
final class IndexSymbols {
  /** No such string. */
  static final int NONE = -1;

  private static final int SAMPLE_BITS = 5;
  private static final int SAMPLE_MASK = (1 << SAMPLE_BITS) - 1;

  private final int count;

  /** Where every 32nd string begins; in version 1, where each one does. */
  private final long[] offsets;

  /** Whether series refer to strings by offset. */
  private final boolean byOffset;

  private IndexSymbols(int count, long[] offsets, boolean byOffset) {
    this.count = count;
    this.offsets = offsets;
    this.byOffset = byOffset;
  }

  /** Reads and verifies the section of symbols. */
  static IndexSymbols open(MappedInput input, long at, int version) {
    boolean byOffset = version == IndexLayout.VERSION_1;
    input.enterSection(at, "symbols");
    long count = input.readUnsignedInt();
    if (count > input.remaining()) {
      throw input.corrupt(at, "count of " + count + " symbols does not fit");
    }
    int mask = byOffset ? 0 : SAMPLE_MASK;
    long[] offsets = new long[(int) ((count + mask) / (mask + 1))];
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if ((i & mask) == 0) {
        offsets[kept++] = input.position();
      }
      input.skipString();
    }
    return new IndexSymbols((int) count, offsets, byOffset);
  }

  int count() {
    return count;
  }

  /** Bytes of memory, the file's not counted. */
  long memoryBytes() {
    return (long) offsets.length * Long.BYTES;
  }

  /** The number of the string that a series refers to; moves the input. */
  int number(MappedInput input, long ref) {
    int number = byOffset ? Arrays.binarySearch(offsets, ref) : (int) ref;
    if (ref < 0 || number < 0 || number >= count || !byOffset && ref >= count) {
      throw input.corrupt(input.position(), "symbol " + ref + " is none of " + count);
    }
    return number;
  }

  /** The string of a number; moves the input. */
  String get(MappedInput input, int number) {
    seek(input, number);
    return input.readString();
  }

  private void seek(MappedInput input, int number) {
    if (byOffset) {
      input.seek(offsets[number]);
      return;
    }
    input.seek(offsets[number >>> SAMPLE_BITS]);
    for (int i = number & SAMPLE_MASK; i > 0; i--) {
      input.skipString();
    }
  }

  /** The number of a string in UTF-8, or {@link #NONE}; moves the input. */
  int find(MappedInput input, byte[] string) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      seek(input, middle);
      int order = input.compareString(string);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return NONE;
  }

  /** All strings in order; the input is not to be used for anything else meanwhile. */
  Iterator<String> iterator(MappedInput input) {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < count;
      }

      @Override
      public String next() {
        if (next == count) {
          throw new NoSuchElementException();
        }
        if (next == 0 || byOffset) {
          input.seek(offsets[next]);
        }
        next++;
        return input.readString();
      }
    };
  }
}
