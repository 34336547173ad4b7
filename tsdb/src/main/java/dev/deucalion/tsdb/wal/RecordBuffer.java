package dev.deucalion.tsdb.wal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.xerial.snappy.Snappy;

/**
 * One record of the log while it is encoded: {@link #begin}, puts, {@link #finish}. Keeps its
 * arrays for the next record. For one thread at a time.
 */
public final class RecordBuffer {
  /** How a record is compressed. */
  public enum Compression {
    NONE,
    SNAPPY
  }

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int MAX_VARINT_BYTES = 10;

  private static final int INITIAL_BYTES = 512;
  private static final byte[] NONE = {};

  private byte[] raw = NONE;
  private int rawLength;
  private byte[] compressed = NONE;
  private int compressedLength;
  private boolean isCompressed;

  /** Starts a record with its type. */
  public void begin(int recordType) {
    rawLength = 0;
    reserve(1);
    raw[rawLength++] = (byte) recordType;
  }

  /** Makes this no record at all. */
  public void clear() {
    rawLength = 0;
    isCompressed = false;
  }

  /**
   * Makes this no record at all, and lets go of arrays that are larger than a bound. Allocates
   * nothing.
   */
  public void clearAndTrim(int maxKeptBytes) {
    clear();
    if (raw.length > maxKeptBytes) {
      raw = NONE;
    }
    if (compressed.length > maxKeptBytes) {
      compressed = NONE;
    }
  }

  /** Whether there is no record. */
  public boolean isEmpty() {
    return rawLength == 0;
  }

  /** Puts eight bytes, big-endian. */
  public void putLong(long value) {
    reserve(Long.BYTES);
    LONG.set(raw, rawLength, value);
    rawLength += Long.BYTES;
  }

  /** Puts an unsigned varint. */
  public void putUnsigned(long value) {
    reserve(MAX_VARINT_BYTES);
    rawLength = putVarint(rawLength, value);
  }

  /** Puts a string: length in bytes as a varint, then UTF-8. */
  public void putString(String s) {
    byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
    putUnsigned(utf8.length);
    reserve(utf8.length);
    System.arraycopy(utf8, 0, raw, rawLength, utf8.length);
    rawLength += utf8.length;
  }

  /** Puts one sample of a record of samples: both differences as zigzag varints, then the bits. */
  public void putSample(long refDelta, long timeDeltaMs, long valueBits) {
    reserve(2 * MAX_VARINT_BYTES + Long.BYTES);
    int at = putVarint(rawLength, (refDelta << 1) ^ (refDelta >> 63));
    at = putVarint(at, (timeDeltaMs << 1) ^ (timeDeltaMs >> 63));
    LONG.set(raw, at, valueBits);
    rawLength = at + Long.BYTES;
  }

  /** Ends the record; compression that gains nothing is left out. */
  public void finish(Compression compression) {
    isCompressed = false;
    if (compression == Compression.SNAPPY) {
      int most = Snappy.maxCompressedLength(rawLength);
      if (compressed.length < most) {
        compressed = new byte[Math.max(most, compressed.length * 2)];
      }
      try {
        compressedLength = Snappy.compress(raw, 0, rawLength, compressed, 0);
      } catch (IOException e) {
        throw new UncheckedIOException("snappy refuses to compress", e);
      }
      isCompressed = compressedLength < rawLength;
    }
  }

  /** The record as it goes into the log, from index 0 on; {@link #length} bytes count. */
  byte[] bytes() {
    return isCompressed ? compressed : raw;
  }

  int length() {
    return isCompressed ? compressedLength : rawLength;
  }

  int compressionBit() {
    return isCompressed ? WalLayout.SNAPPY_BIT : 0;
  }

  private void reserve(int count) {
    if (rawLength + count > raw.length) {
      int doubled = Math.max(INITIAL_BYTES, raw.length * 2);
      raw = Arrays.copyOf(raw, Math.max(doubled, rawLength + count));
    }
  }

  private int putVarint(int from, long value) {
    int at = from;
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      raw[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    raw[at++] = (byte) rest;
    return at;
  }
}
