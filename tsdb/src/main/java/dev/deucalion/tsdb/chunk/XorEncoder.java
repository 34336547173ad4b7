package dev.deucalion.tsdb.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Appends samples to a chunk in Prometheus' XOR encoding (chunk encoding 1, {@code
 * docs/formats/chunks.md}).
 *
 * <p>The encoder is a set of registers, public on purpose: a million series share one encoder,
 * which is loaded with a series' state, takes a sample and is stored back. The bits after the last
 * whole word of eight bytes stand in a register, too: most samples touch no other memory. Whole
 * words go to the caller's array, into a slice that may be too short: then nothing changes, and the
 * caller tries again with a longer one. They are written once, so a reader who has the registers of
 * a moment may read the chunk of that moment while samples are appended. {@link #complete} writes
 * what the array lacks, the sample count at the head of the chunk among it.
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

  /** The bits after the last whole word, from the highest on; zeros after them. */
  public long tail;

  /** Begins a chunk. */
  public void clear() {
    lastTimeMs = 0;
    lastValueBits = 0;
    lastDeltaMs = 0;
    leading = NO_LEADING;
    trailing = NO_TRAILING;
    samples = 0;
    bits = HEADER_BYTES * Byte.SIZE;
    tail = 0;
  }

  /** Bytes so far, the header included and the last one perhaps in part. */
  public int bytes() {
    return (bits + 7) >>> 3;
  }

  /** Bytes of the whole words, which are in the array. */
  public int wholeBytes() {
    return wholeBytes(bits);
  }

  /** Bytes of the whole words of a chunk of so many bits. */
  public static int wholeBytes(int bits) {
    return bits >>> 6 << 3;
  }

  /**
   * Appends a sample.
   *
   * @param chunk gets the whole words of the chunk from {@code from} on
   * @param capacity most bytes that the chunk may have
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
    if (bits + varintBits(zigzag) + Long.SIZE > capacity << 3) {
      return false;
    }
    putVarint(chunk, from, zigzag);
    put(chunk, from, valueBits, Long.SIZE);
    took(timeMs, valueBits, 0);
    return true;
  }

  private boolean appendSecond(byte[] chunk, int from, int capacity, long timeMs, long valueBits) {
    long delta = timeMs - lastTimeMs;
    long xor = valueBits ^ lastValueBits;
    if (bits + varintBits(delta) + valueBitCount(xor) > capacity << 3) {
      return false;
    }
    putVarint(chunk, from, delta);
    putValue(chunk, from, 0, 0, xor);
    took(timeMs, valueBits, delta);
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
    putValue(chunk, from, timeCode, timeCodeBits, xor);
    took(timeMs, valueBits, delta);
    return true;
  }

  private boolean appendFarNext(byte[] chunk, int from, int capacity, long timeMs, long valueBits) {
    long delta = timeMs - lastTimeMs;
    long xor = valueBits ^ lastValueBits;
    if (bits + 4 + Long.SIZE + valueBitCount(xor) > capacity << 3) {
      return false;
    }
    put(chunk, from, 0b1111, 4);
    put(chunk, from, delta - lastDeltaMs, Long.SIZE);
    putValue(chunk, from, 0, 0, xor);
    took(timeMs, valueBits, delta);
    return true;
  }

  private void took(long timeMs, long valueBits, long delta) {
    lastTimeMs = timeMs;
    lastValueBits = valueBits;
    lastDeltaMs = delta;
    samples++;
  }

  /** Writes the sample count at the head of the chunk, and the bits after the last whole word. */
  public void complete(byte[] chunk, int from) {
    complete(chunk, from, samples, bits, tail);
  }

  /** As {@link #complete(byte[], int)}, with an encoder's registers of some moment. */
  public static void complete(byte[] chunk, int from, int samples, int bits, long tail) {
    int at = from + wholeBytes(bits);
    long rest = tail;
    for (int left = bits & 63; left > 0; left -= Byte.SIZE) {
      chunk[at++] = (byte) (rest >>> 56);
      rest <<= Byte.SIZE;
    }
    chunk[from] = (byte) (samples >>> 8);
    chunk[from + 1] = (byte) samples;
  }

  /** Sets {@link #tail} to that of a chunk of so many {@link #bits} that is whole in an array. */
  public void takeTail(byte[] chunk, int from) {
    int at = from + wholeBytes();
    tail = 0;
    for (int left = bits & 63, shift = 56; left > 0; left -= Byte.SIZE, shift -= Byte.SIZE) {
      tail |= (chunk[at++] & 0xffL) << shift;
    }
    tail &= ~(-1L >>> (bits & 63));
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

  /** Puts a time code of up to 24 bits and the value's code. */
  private void putValue(byte[] chunk, int from, long timeCode, int timeCodeBits, long xor) {
    if (xor == 0) {
      put(chunk, from, timeCode << 1, timeCodeBits + 1);
      return;
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
    if (codeBits + significant <= Long.SIZE) {
      put(chunk, from, code << significant | xor >>> trailing, codeBits + significant);
    } else {
      put(chunk, from, code, codeBits);
      put(chunk, from, xor >>> trailing, significant);
    }
  }

  /**
   * Puts the low {@code count} bits of a value whose other bits are 0, highest first.
   *
   * @param count 1 to 64
   */
  private void put(byte[] chunk, int from, long value, int count) {
    int left = count - (Long.SIZE - (bits & 63));
    if (left < 0) {
      tail |= value << -left;
    } else {
      LONG.set(chunk, from + wholeBytes(), tail | value >>> left);
      tail = left == 0 ? 0 : value << Long.SIZE - left;
    }
    bits += count;
  }

  private void putVarint(byte[] chunk, int from, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      put(chunk, from, rest & 0x7f | 0x80, Byte.SIZE);
      rest >>>= 7;
    }
    put(chunk, from, rest, Byte.SIZE);
  }

  private static int varintBits(long value) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7) * Byte.SIZE;
  }
}
