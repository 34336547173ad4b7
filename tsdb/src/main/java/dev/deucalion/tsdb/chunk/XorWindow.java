package dev.deucalion.tsdb.chunk;

/**
 * The stretch of bits that changed last between neighbouring values, as an int: how many bits lead
 * it, times 64, and how many trail it.
 */
final class XorWindow {
  static final int MAX_LEADING = 31;

  /** Before any value has changed; holds no bits. */
  static final int NONE = of(MAX_LEADING, 63);

  private XorWindow() {}

  static int of(int leading, int trailing) {
    return leading << 6 | trailing;
  }

  static int leading(int window) {
    return window >>> 6;
  }

  static int trailing(int window) {
    return window & 63;
  }

  /** Bits in the window, 1 to 64, negative for {@link #NONE}. */
  static int significant(int window) {
    return Long.SIZE - leading(window) - trailing(window);
  }

  /** Whether bits that so many zeros lead and trail lie in the window. */
  static boolean holds(int window, int leadingZeros, int trailingZeros) {
    return window != NONE && leadingZeros >= leading(window) && trailingZeros >= trailing(window);
  }
}
