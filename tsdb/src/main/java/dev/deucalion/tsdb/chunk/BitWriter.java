package dev.deucalion.tsdb.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes bits, highest first, into an array of its own that grows. Behind the last byte there are
 * always {@link XorDecoder#PADDING_BYTES} more, so that a decoder can read from the array as it is.
 *
 * <p>Bits that are written stay as they are, in the arrays that became too short as well: a reader
 * who was handed array and length may go on reading while bits are added behind them.
 */
final class BitWriter {
  /** Bits that one write takes wherever in a byte they begin. */
  private static final int MAX_PUT_BITS = Long.SIZE - 7;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int bit;

  BitWriter(int capacityBytes) {
    bytes = new byte[capacityBytes + XorDecoder.PADDING_BYTES];
  }

  /** Begins anew in another array, so that the bits so far stay with those who read them. */
  void restart(int capacityBytes) {
    bytes = new byte[capacityBytes + XorDecoder.PADDING_BYTES];
    bit = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Writes over the first two bytes. */
  void setFirstShort(int value) {
    bytes[0] = (byte) (value >>> 8);
    bytes[1] = (byte) value;
  }

  /** Bits so far. */
  int bits() {
    return bit;
  }

  /** Bytes so far, the last one perhaps in part. */
  int length() {
    return (bit + 7) >>> 3;
  }

  /**
   * Appends the low bits of a value whose other bits are 0.
   *
   * @param count 1 to 57
   */
  private void put(long value, int count) {
    int at = bit >>> 3;
    if (at + Long.BYTES + XorDecoder.PADDING_BYTES > bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length + bytes.length / 2 + XorDecoder.PADDING_BYTES);
    }
    int used = bit & 7;
    long before = (bytes[at] & 0xffL) >>> (8 - used) << (Long.SIZE - used);
    // Without bits before, the first shift leaves nothing for the second, which then is one by 0.
    LONG.set(bytes, at, before | value << (Long.SIZE - used - count));
    bit += count;
  }

  /**
   * Appends the low bits of a value, whatever its other bits are.
   *
   * @param count 1 to 64
   */
  void bits(long value, int count) {
    if (count > MAX_PUT_BITS) {
      put(value >>> 32 & (1L << (count - 32)) - 1, count - 32);
      put(value & 0xffff_ffffL, 32);
    } else {
      put(value & (1L << count) - 1, count);
    }
  }

  /** Appends a signed number: a prefix says how many bits follow. */
  void varbitInt(long value) {
    if (value == 0) {
      put(0, 1);
    } else if (Varbit.fits(value, 3)) {
      put(0b10L << 3 | value & 0x7, 5);
    } else if (Varbit.fits(value, 6)) {
      put(0b110L << 6 | value & 0x3f, 9);
    } else if (Varbit.fits(value, 9)) {
      put(0b1110L << 9 | value & 0x1ff, 13);
    } else if (Varbit.fits(value, 12)) {
      put(0b11110L << 12 | value & 0xfff, 17);
    } else if (Varbit.fits(value, 18)) {
      put(0b111110L << 18 | value & 0x3ffff, 24);
    } else if (Varbit.fits(value, 25)) {
      put(0b1111110L << 25 | value & 0x1ffffff, 32);
    } else {
      putLong(value, Varbit.fits(value, 56));
    }
  }

  /** Appends an unsigned number, with the prefixes of {@link #varbitInt}. */
  void varbitUint(long value) {
    int width = Long.SIZE - Long.numberOfLeadingZeros(value);
    if (width == 0) {
      put(0, 1);
    } else if (width <= 3) {
      put(0b10L << 3 | value, 5);
    } else if (width <= 6) {
      put(0b110L << 6 | value, 9);
    } else if (width <= 9) {
      put(0b1110L << 9 | value, 13);
    } else if (width <= 12) {
      put(0b11110L << 12 | value, 17);
    } else if (width <= 18) {
      put(0b111110L << 18 | value, 24);
    } else if (width <= 25) {
      put(0b1111110L << 25 | value, 32);
    } else {
      putLong(value, width <= 56);
    }
  }

  private void putLong(long value, boolean fitsSevenBytes) {
    if (fitsSevenBytes) {
      put(0b11111110, 8);
      put(value & (1L << 56) - 1, 56);
    } else {
      put(0b11111111, 8);
      bits(value, Long.SIZE);
    }
  }

  /**
   * Appends how a value's bits differ from those before.
   *
   * @param window the last window, as {@link XorWindow} has it
   * @return the window from now on
   */
  int xor(long xor, int window) {
    if (xor == 0) {
      put(0, 1);
      return window;
    }
    int leading = Math.min(Long.numberOfLeadingZeros(xor), XorWindow.MAX_LEADING);
    int trailing = Long.numberOfTrailingZeros(xor);
    if (XorWindow.holds(window, leading, trailing)) {
      put(0b10, 2);
      bits(xor >>> XorWindow.trailing(window), XorWindow.significant(window));
      return window;
    }
    int significant = Long.SIZE - leading - trailing;
    put(0b11L << 11 | (long) leading << 6 | significant & 63, 13);
    bits(xor >>> trailing, significant);
    return XorWindow.of(leading, trailing);
  }
}
