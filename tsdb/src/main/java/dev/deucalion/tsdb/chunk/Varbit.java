package dev.deucalion.tsdb.chunk;

/**
 * What writer and reader of numbers with a prefix share: one bits more in the prefix, more bits.
 */
final class Varbit {
  /** Ones in the longest prefix; it alone has no zero behind it. */
  static final int MAX_ONES = 8;

  private static final int[] WIDTHS = {0, 3, 6, 9, 12, 18, 25, 56, 64};

  private Varbit() {}

  /** Bits that follow a prefix with so many ones, 0 to {@link #MAX_ONES}. */
  static int width(int ones) {
    return WIDTHS[ones];
  }

  /** Bits of a prefix with so many ones. */
  static int prefixBits(int ones) {
    return Math.min(ones + 1, MAX_ONES);
  }

  /** Whether a code of so many bits has the value: one more than two's complement at the top. */
  static boolean fits(long value, int width) {
    return -((1L << (width - 1)) - 1) <= value && value <= 1L << (width - 1);
  }

  /** The signed value of a code; a width of 0 stands for 0. */
  static long signed(long code, int width) {
    return width < Long.SIZE && width > 0 && code > 1L << (width - 1) ? code - (1L << width) : code;
  }
}
