package dev.deucalion.tsdb.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Appends samples to a chunk in Prometheus' XOR encoding (chunk encoding 1, {@code
 * docs/formats/chunks.md}).
 *
 * <p>The encoder is a set of registers, public on purpose: a million series share one encoder,
 * which is loaded with a series' state, takes a sample and is stored back. Bytes stand in the
 * caller's array, in a slice that may be too short: then nothing changes, and the caller tries
 * again with a longer one. Bits that are written stay as they are, so a reader who knows how many
 * samples there are may decode while later ones are appended. The sample count at the head of the
 * chunk is written by {@link #writeHeader} only.
 */
public final class XorEncoder {
  /** Bytes of the sample count before the first sample. */
  public static final int HEADER_BYTES = 2;

  /** Most bytes that one sample can take. */
  public static final int MAX_SAMPLE_BYTES = 19;

  /** {@link #leading} and {@link #trailing} of a chunk in which no value has changed yet. */
  public static final int NO_LEADING = 31;

  /** See {@link #NO_LEADING}. No window has both, as together they exceed 64 bits. */
  public static final int NO_TRAILING = 63;

  private static final int MAX_LEADING = 31;

  /** Bits that one write takes wherever in a byte they begin. */
  private static final int MAX_PUT_BITS = Long.SIZE - 7;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Time of the last sample, in milliseconds. */
  public long lastTimeMs;

  /** The last value's bits. */
  public long lastValueBits;

  /** Difference of the last two times, in milliseconds; 0 before the second sample. */
  public long lastDeltaMs;

  /** Zero bits before the window of bits that changed last. */
  public int leading;

  /** Zero bits after that window. */
  public int trailing;

  /** Samples so far. */
  public int samples;

  /** Bits so far, the header included. */
  public int bits;

  /** Begins a chunk. */
  public void clear() {
    lastTimeMs = 0;
    lastValueBits = 0;
    lastDeltaMs = 0;
    leading = NO_LEADING;
    trailing = NO_TRAILING;
    samples = 0;
    bits = HEADER_BYTES * Byte.SIZE;
  }

  /** Bytes so far, the header included and the last one perhaps in part. */
  public int bytes() {
    return (bits + 7) >>> 3;
  }

  /**
   * Appends a sample.
   *
   * @param chunk holds the chunk from {@code from} on, in {@code capacity} bytes
   * @param timeMs later than the last one
   * @return whether it fitted
   */
  public boolean append(byte[] chunk, int from, int capacity, long timeMs, long valueBits) {
    return switch (samples) {
      case 0 -> appendFirst(chunk, from, capacity, timeMs, valueBits);
      case 1 -> appendSecond(chunk, from, capacity, timeMs, valueBits);
      default -> appendNext(chunk, from, capacity, timeMs, valueBits);
    };
  }

  private boolean appendFirst(byte[] chunk, int from, int capacity, long timeMs, long valueBits) {
    long zigzag = (timeMs << 1) ^ (timeMs >> 63);
    if (HEADER_BYTES + varintBytes(zigzag) + Long.BYTES > capacity) {
      return false;
    }
    int at = putVarint(chunk, from + HEADER_BYTES, zigzag);
    put(chunk, at << 3, valueBits, Long.SIZE, from + capacity);
    bits = (at + Long.BYTES - from) << 3;
    lastTimeMs = timeMs;
    lastValueBits = valueBits;
    samples = 1;
    return true;
  }

  private boolean appendSecond(byte[] chunk, int from, int capacity, long timeMs, long valueBits) {
    long delta = timeMs - lastTimeMs;
    long xor = valueBits ^ lastValueBits;
    int start = bits >>> 3;
    if (((start + varintBytes(delta)) << 3) + valueBitCount(xor) > capacity << 3) {
      return false;
    }
    int at = putVarint(chunk, from + start, delta);
    int end = putValue(chunk, at << 3, 0, 0, xor, from + capacity);
    bits = end - (from << 3);
    finish(timeMs, valueBits, delta);
    return true;
  }

  private boolean appendNext(byte[] chunk, int from, int capacity, long timeMs, long valueBits) {
    long delta = timeMs - lastTimeMs;
    long dod = delta - lastDeltaMs;
    long xor = valueBits ^ lastValueBits;
    long timeCode;
    int timeCodeBits;
    if (dod == 0) {
      timeCode = 0;
      timeCodeBits = 1;
    } else if (fits(dod, 14)) {
      timeCode = 0b10L << 14 | dod & 0x3fff;
      timeCodeBits = 16;
    } else if (fits(dod, 17)) {
      timeCode = 0b110L << 17 | dod & 0x1ffff;
      timeCodeBits = 20;
    } else if (fits(dod, 20)) {
      timeCode = 0b1110L << 20 | dod & 0xfffff;
      timeCodeBits = 24;
    } else {
      return appendFarNext(chunk, from, capacity, timeMs, valueBits);
    }
    if (bits + timeCodeBits + valueBitCount(xor) > capacity << 3) {
      return false;
    }
    int start = from << 3;
    bits = putValue(chunk, start + bits, timeCode, timeCodeBits, xor, from + capacity) - start;
    finish(timeMs, valueBits, delta);
    return true;
  }

  private boolean appendFarNext(byte[] chunk, int from, int capacity, long timeMs, long valueBits) {
    long delta = timeMs - lastTimeMs;
    long xor = valueBits ^ lastValueBits;
    if (bits + 4 + Long.SIZE + valueBitCount(xor) > capacity << 3) {
      return false;
    }
    int end = from + capacity;
    int at = put(chunk, (from << 3) + bits, 0b1111, 4, end);
    at = put(chunk, at, delta - lastDeltaMs, Long.SIZE, end);
    bits = putValue(chunk, at, 0, 0, xor, end) - (from << 3);
    finish(timeMs, valueBits, delta);
    return true;
  }

  private void finish(long timeMs, long valueBits, long delta) {
    lastTimeMs = timeMs;
    lastValueBits = valueBits;
    lastDeltaMs = delta;
    samples++;
  }

  /** Writes the sample count at the head of the chunk. */
  public static void writeHeader(byte[] chunk, int from, int samples) {
    chunk[from] = (byte) (samples >>> 8);
    chunk[from + 1] = (byte) samples;
  }

  /** Time of the first sample of a chunk with at least one, in milliseconds. */
  public static long firstTimeMs(byte[] chunk, int from) {
    long zigzag = 0;
    int at = from + HEADER_BYTES;
    for (int shift = 0; ; shift += 7) {
      byte b = chunk[at++];
      zigzag |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
  }

  /** Whether a delta of deltas has a code of so many bits: one value more than two's complement. */
  private static boolean fits(long dod, int codeBits) {
    return -((1L << (codeBits - 1)) - 1) <= dod && dod <= 1L << (codeBits - 1);
  }

  private boolean inWindow(long xor) {
    return leading + trailing < Long.SIZE
        && Long.numberOfLeadingZeros(xor) >= leading
        && Long.numberOfTrailingZeros(xor) >= trailing;
  }

  private int valueBitCount(long xor) {
    if (xor == 0) {
      return 1;
    }
    if (inWindow(xor)) {
      return 2 + Long.SIZE - leading - trailing;
    }
    int newLeading = Math.min(Long.numberOfLeadingZeros(xor), MAX_LEADING);
    return 13 + Long.SIZE - newLeading - Long.numberOfTrailingZeros(xor);
  }

  /**
   * Puts a time code of up to 24 bits and the value's code; returns the bit after them.
   *
   * @param end index after the slice
   */
  private int putValue(byte[] chunk, int bit, long timeCode, int timeCodeBits, long xor, int end) {
    if (xor == 0) {
      return put(chunk, bit, timeCode << 1, timeCodeBits + 1, end);
    }
    long code;
    int codeBits;
    if (inWindow(xor)) {
      code = timeCode << 2 | 0b10;
      codeBits = timeCodeBits + 2;
    } else {
      leading = Math.min(Long.numberOfLeadingZeros(xor), MAX_LEADING);
      trailing = Long.numberOfTrailingZeros(xor);
      int windowBits = Long.SIZE - leading - trailing;
      code = timeCode << 13 | 0b11L << 11 | (long) leading << 6 | windowBits & 63;
      codeBits = timeCodeBits + 13;
    }
    int significant = Long.SIZE - leading - trailing;
    if (codeBits + significant <= MAX_PUT_BITS) {
      return put(chunk, bit, code << significant | xor >>> trailing, codeBits + significant, end);
    }
    int at = put(chunk, bit, code, codeBits, end);
    return put(chunk, at, xor >>> trailing, significant, end);
  }

  /**
   * Puts the low {@code count} bits of a value whose other bits are 0, highest first, and returns
   * the bit after them. Bits after the last one in its byte become 0, and bytes after it up to
   * {@code end} exclusive may change. Where less than eight bytes are left, the last eight are
   * written, which has those that are full already as they are.
   *
   * @param count at least 1
   * @param end at least 8
   */
  private static int put(byte[] chunk, int bit, long value, int count, int end) {
    int at = Math.min(bit >>> 3, end - Long.BYTES);
    int used = bit - (at << 3);
    if (used + count > Long.SIZE) {
      return putBytes(chunk, bit, value, count);
    }
    long before = (long) LONG.get(chunk, at) & ~(-1L >>> used);
    LONG.set(chunk, at, before | value << (Long.SIZE - used - count));
    return bit + count;
  }

  /** As {@link #put}, byte by byte: changes nothing after the byte of the last bit. */
  private static int putBytes(byte[] chunk, int bit, long value, int count) {
    int at = bit >>> 3;
    int left = count;
    int used = bit & 7;
    if (used != 0) {
      int free = 8 - used;
      if (left <= free) {
        chunk[at] |= (byte) (value << (free - left));
        return bit + count;
      }
      left -= free;
      chunk[at++] |= (byte) (value >>> left);
    }
    while (left >= 8) {
      left -= 8;
      chunk[at++] = (byte) (value >>> left);
    }
    if (left > 0) {
      chunk[at] = (byte) (value << (8 - left));
    }
    return bit + count;
  }

  private static int putVarint(byte[] chunk, int from, long value) {
    int at = from;
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      chunk[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    chunk[at++] = (byte) rest;
    return at;
  }

  private static int varintBytes(long value) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
  }
}
