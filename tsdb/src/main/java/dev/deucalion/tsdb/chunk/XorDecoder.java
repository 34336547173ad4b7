package dev.deucalion.tsdb.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decodes a chunk in Prometheus' XOR encoding, in as many calls as the caller's arrays need. Not
 * thread-safe; {@link #reset} makes it ready for another chunk.
 *
 * <p>The next bits are always taken from one unaligned read of eight bytes at the byte where they
 * begin, so there is no bit buffer to keep filled; hence {@link #PADDING_BYTES} of the array behind
 * the chunk, whose content does not matter. A chunk that ends too early is found out by the
 * position after each sample.
 */
public final class XorDecoder {
  /** Bytes that must be there behind the chunk in its array. */
  public static final int PADDING_BYTES = 32;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int MAX_VARINT_BYTES = 10;

  private byte[] chunk = new byte[0];
  private int bit;
  private int endBit;
  private int samples;
  private int done;
  private long timeMs;
  private long valueBits;
  private long deltaMs;
  private int leading;
  private int trailing;

  /** Sample count at the head of a chunk. */
  public static int samples(byte[] chunk, int from) {
    return (chunk[from] & 0xff) << 8 | chunk[from + 1] & 0xff;
  }

  /**
   * Turns to a chunk.
   *
   * @param newChunk holds the chunk from {@code from} on and {@link #PADDING_BYTES} behind it
   * @param bytes its length, the header included
   * @param newSamples how many of its samples to decode
   */
  public void reset(byte[] newChunk, int from, int bytes, int newSamples) {
    if (from + bytes + PADDING_BYTES > newChunk.length) {
      throw new IllegalArgumentException("no padding behind the chunk");
    }
    chunk = newChunk;
    bit = (from + XorEncoder.HEADER_BYTES) << 3;
    endBit = (from + bytes) << 3;
    samples = newSamples;
    done = 0;
    timeMs = 0;
    valueBits = 0;
    deltaMs = 0;
    leading = 0;
    trailing = 0;
  }

  /** Samples that are not decoded yet. */
  public int remaining() {
    return samples - done;
  }

  /**
   * Decodes up to {@code max} samples into both arrays from index {@code from} on.
   *
   * @return how many, 0 at the end
   * @throws CorruptChunkException when the chunk ends before its last sample
   */
  public int decode(long[] timesMs, double[] values, int from, int max) {
    int count = Math.min(max, samples - done);
    int at = from;
    int end = from + count;
    if (at < end && done == 0) {
      decodeFirst();
      timesMs[at] = timeMs;
      values[at++] = Double.longBitsToDouble(valueBits);
      done++;
    }
    if (at < end && done == 1) {
      decodeSecond();
      timesMs[at] = timeMs;
      values[at++] = Double.longBitsToDouble(valueBits);
      done++;
    }
    if (at < end) {
      decodeRest(timesMs, values, at, end);
      done += end - at;
    }
    return count;
  }

  private void decodeFirst() {
    long zigzag = varint();
    timeMs = (zigzag >>> 1) ^ -(zigzag & 1);
    valueBits = bits(bit, Long.SIZE);
    bit += Long.SIZE;
    checkEnd(bit);
  }

  private void decodeSecond() {
    deltaMs = varint();
    timeMs += deltaMs;
    long word = word(chunk, bit);
    if (word >= 0) {
      bit++;
    } else {
      if (word << 1 < 0) {
        readWindow(word);
        bit += 13;
      } else {
        bit += 2;
      }
      int significant = Long.SIZE - leading - trailing;
      valueBits ^= bits(bit, significant) << trailing;
      bit += significant;
    }
    checkEnd(bit);
  }

  private void readWindow(long word) {
    int significant = (int) (word >>> 51) & 63;
    leading = (int) (word >>> 57) & 31;
    trailing = Long.SIZE - leading - (significant == 0 ? Long.SIZE : significant);
    if (trailing < 0) {
      throw new CorruptChunkException("XOR chunk: window of more than 64 bits");
    }
  }

  private void decodeRest(long[] timesMs, double[] values, int from, int to) {
    byte[] bytes = chunk;
    int end = endBit;
    int position = bit;
    long time = timeMs;
    long delta = deltaMs;
    long value = valueBits;
    int shift = trailing;
    int significant = Long.SIZE - leading - trailing;
    for (int i = from; i < to; i++) {
      checkEnd(position, end);
      long word = word(bytes, position);
      if (word < 0) {
        int ones = Long.numberOfLeadingZeros(~word);
        if (ones >= 4) {
          delta += bits(position + 4, Long.SIZE);
          position += 4 + Long.SIZE;
        } else {
          int codeBits = 11 + 3 * ones;
          delta += deltaOfDelta(word << (ones + 1) >>> (Long.SIZE - codeBits), codeBits);
          position += ones + 1 + codeBits;
        }
        word = word(bytes, position);
      } else {
        word <<= 1;
        position++;
      }
      time += delta;
      if (word >= 0) {
        position++;
      } else {
        if (word << 1 < 0) {
          readWindow(word);
          shift = trailing;
          significant = Long.SIZE - leading - shift;
          position += 13;
          value ^= bits(bytes, position, significant) << shift;
        } else if (significant <= 54) {
          value ^= word << 2 >>> (Long.SIZE - significant) << shift;
          position += 2;
        } else {
          position += 2;
          value ^= bits(bytes, position, significant) << shift;
        }
        position += significant;
      }
      timesMs[i] = time;
      values[i] = Double.longBitsToDouble(value);
    }
    checkEnd(position, end);
    bit = position;
    timeMs = time;
    deltaMs = delta;
    valueBits = value;
  }

  /** Code words up to half the range stand for themselves, the half included; others wrap. */
  private static long deltaOfDelta(long code, int codeBits) {
    return code > 1L << (codeBits - 1) ? code - (1L << codeBits) : code;
  }

  /** The bits from a position on, highest first: at least 57 of them. */
  private static long word(byte[] bytes, int position) {
    return (long) LONG.get(bytes, position >>> 3) << (position & 7);
  }

  private long bits(int position, int count) {
    return bits(chunk, position, count);
  }

  /** Up to 64 bits from a position on, in the low bits. */
  private static long bits(byte[] bytes, int position, int count) {
    int at = position >>> 3;
    int used = position & 7;
    long word = (long) LONG.get(bytes, at) << used | (bytes[at + 8] & 0xffL) >>> (8 - used);
    return word >>> (Long.SIZE - count);
  }

  private long varint() {
    int at = bit >>> 3;
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      byte b = chunk[at++];
      value |= (b & 0x7fL) << (7 * i);
      if (b >= 0) {
        bit = at << 3;
        return value;
      }
    }
    throw new CorruptChunkException("XOR chunk: varint of more than 10 bytes");
  }

  private void checkEnd(int position) {
    checkEnd(position, endBit);
  }

  private static void checkEnd(int position, int end) {
    if (position > end) {
      throw new CorruptChunkException("XOR chunk: ends before its last sample");
    }
  }
}
