package dev.deucalion.tsdb.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads bits, highest first, from a chunk that has {@link XorDecoder#PADDING_BYTES} behind it.
 * Everything throws {@link CorruptChunkException} where the chunk ends too early.
 */
final class BitReader {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int MAX_VARINT_BYTES = 10;

  /** Bits of {@link #word} that are good wherever in a byte it begins. */
  private static final int WORD_BITS = Long.SIZE - 7;

  private byte[] bytes = new byte[0];
  private int bit;
  private int endBit;
  private String what = "";

  /**
   * Turns to a chunk.
   *
   * @param newWhat the kind of chunk, for messages
   * @param from index of the first byte to read
   * @param end index after the last byte
   */
  void reset(String newWhat, byte[] newBytes, int from, int end) {
    if (end + XorDecoder.PADDING_BYTES > newBytes.length) {
      throw new IllegalArgumentException("no padding behind the chunk");
    }
    what = newWhat;
    bytes = newBytes;
    bit = from << 3;
    endBit = end << 3;
    check();
  }

  /** Bits that are left. */
  int remaining() {
    return endBit - bit;
  }

  private void check() {
    if (bit > endBit) {
      throw tooShort();
    }
  }

  private CorruptChunkException tooShort() {
    return corrupt("ends before its last sample");
  }

  CorruptChunkException corrupt(String why) {
    return new CorruptChunkException(what + ": " + why);
  }

  private long word() {
    return (long) LONG.get(bytes, bit >>> 3) << (bit & 7);
  }

  /**
   * Bits as a number.
   *
   * @param count 1 to 64
   */
  long bits(int count) {
    long value = bits(bytes, bit, count);
    bit += count;
    check();
    return value;
  }

  private static long bits(byte[] bytes, int bit, int count) {
    int at = bit >>> 3;
    int used = bit & 7;
    long word = (long) LONG.get(bytes, at) << used | (bytes[at + 8] & 0xffL) >>> (8 - used);
    return word >>> (Long.SIZE - count);
  }

  long varbitInt() {
    long word = word();
    if (word >= 0) {
      bit++;
      check();
      return 0;
    }
    int ones = Math.min(Long.numberOfLeadingZeros(~word), Varbit.MAX_ONES);
    return Varbit.signed(code(word, ones), Varbit.width(ones));
  }

  long varbitUint() {
    long word = word();
    if (word >= 0) {
      bit++;
      check();
      return 0;
    }
    int ones = Math.min(Long.numberOfLeadingZeros(~word), Varbit.MAX_ONES);
    return code(word, ones);
  }

  private long code(long word, int ones) {
    int prefixBits = Varbit.prefixBits(ones);
    int width = Varbit.width(ones);
    long code =
        ones < Varbit.MAX_ONES - 1
            ? word << prefixBits >>> (Long.SIZE - width)
            : bits(bytes, bit + prefixBits, width);
    bit += prefixBits + width;
    check();
    return code;
  }

  /**
   * Reads the changes of changes of counts and works them in: {@code deltas[i] += change} and
   * {@code counts[i] += deltas[i]}.
   */
  void addChanges(long[] counts, long[] deltas) {
    byte[] in = bytes;
    int at = bit;
    int end = endBit;
    for (int i = 0; i < counts.length; ) {
      long word = (long) LONG.get(in, at >>> 3) << (at & 7);
      // Most counts grow as they did before: a zero bit each.
      int zeros = Math.min(counts.length - i, Math.min(WORD_BITS, Long.numberOfLeadingZeros(word)));
      for (int until = i + zeros; i < until; i++) {
        counts[i] += deltas[i];
      }
      at += zeros;
      if (zeros == 0) {
        int ones = Math.min(Long.numberOfLeadingZeros(~word), Varbit.MAX_ONES);
        int prefixBits = Varbit.prefixBits(ones);
        int width = Varbit.width(ones);
        long code =
            ones < Varbit.MAX_ONES - 1
                ? word << prefixBits >>> (Long.SIZE - width)
                : bits(in, at + prefixBits, width);
        at += prefixBits + width;
        deltas[i] += Varbit.signed(code, width);
        counts[i] += deltas[i];
        i++;
      }
      if (at > end) {
        throw tooShort();
      }
    }
    bit = at;
  }

  /**
   * Reads how the bits of values differ from those before and works them in.
   *
   * @param windows of each value, as {@link XorWindow} has it
   */
  void addXors(long[] valueBits, int[] windows) {
    for (int i = 0; i < valueBits.length; i++) {
      long word = word();
      if (word >= 0) {
        bit++;
      } else {
        bit += 2;
        if (word << 1 < 0) {
          windows[i] = window();
        }
        int significant = XorWindow.significant(windows[i]);
        valueBits[i] ^= bits(bytes, bit, significant) << XorWindow.trailing(windows[i]);
        bit += significant;
      }
      check();
    }
  }

  /** Reads a window of changed bits. */
  int window() {
    int code = (int) bits(11);
    int leading = code >>> 6;
    int significant = (code & 63) == 0 ? Long.SIZE : code & 63;
    if (leading + significant > Long.SIZE) {
      throw corrupt("window of " + significant + " bits after " + leading);
    }
    return XorWindow.of(leading, Long.SIZE - leading - significant);
  }

  /** Reads ones up to and with a zero, or so many that there is no zero; returns how many. */
  int ones(int max) {
    int ones = Math.min(Long.numberOfLeadingZeros(~word()), max);
    bit += Math.min(ones + 1, max);
    check();
    return ones;
  }

  /** Reads a number in two's complement. */
  long signed(int count) {
    return bits(count) << (Long.SIZE - count) >> (Long.SIZE - count);
  }

  /** Reads a zigzag varint. */
  long varint() {
    long zigzag = uvarint();
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  long uvarint() {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      long b = bits(Byte.SIZE);
      value |= (b & 0x7f) << (7 * i);
      if (b < 0x80) {
        return value;
      }
    }
    throw corrupt("varint of more than 10 bytes");
  }
}
