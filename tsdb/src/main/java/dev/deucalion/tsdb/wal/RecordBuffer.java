package dev.deucalion.tsdb.wal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One record of the log while it is encoded: {@link RecordEncoder} adds entries, {@link #finish}
 * compresses. Keeps its arrays for the next record. For one thread at a time.
 */
public final class RecordBuffer {
  /** How a record is compressed. */
  public enum Compression {
    /** As it is. */
    NONE,
    /** By snappy. */
    SNAPPY,
    /** By zstd. */
    ZSTD
  }

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int MAX_VARINT_BYTES = 10;

  private static final int INITIAL_BYTES = 512;
  private static final byte[] NONE = {};

  private RecordType type = RecordType.UNKNOWN;
  private long firstRef;
  private long firstTimeMs;
  private byte[] raw = NONE;
  private int rawLength;
  private byte[] compressed = NONE;
  private int compressedLength;
  private Compression compression = Compression.NONE;

  /** Starts a record with its type. */
  void begin(RecordType recordType) {
    begin(recordType, LogOwner.SERVER);
  }

  /** Starts a record with its type, hidden where the owner of the log wants that. */
  void begin(RecordType recordType, LogOwner owner) {
    type = recordType;
    rawLength = 0;
    compression = Compression.NONE;
    if (owner.hides(recordType)) {
      HiddenRecord.putPrefix(this);
    }
    putByte(recordType.code());
  }

  /** Starts a record of entries that are told by their difference to the first one. */
  void begin(RecordType recordType, long ref, long timeMs) {
    begin(recordType);
    firstRef = ref;
    firstTimeMs = timeMs;
    putLong(ref);
    putLong(timeMs);
  }

  /** Makes this a record that is encoded already. */
  void copy(byte[] record, int length) {
    clear();
    reserve(length);
    System.arraycopy(record, 0, raw, 0, length);
    rawLength = length;
    type = RecordType.of(record, length);
  }

  /** Makes this no record at all. */
  public void clear() {
    rawLength = 0;
    compression = Compression.NONE;
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

  /** Type of the record, where there is one. */
  RecordType type() {
    return type;
  }

  /** Ref of the first entry. */
  long firstRef() {
    return firstRef;
  }

  /** Time of the first entry, ms. */
  long firstTimeMs() {
    return firstTimeMs;
  }

  void putByte(int value) {
    reserve(1);
    raw[rawLength++] = (byte) value;
  }

  /** Puts eight bytes, big-endian. */
  void putLong(long value) {
    reserve(Long.BYTES);
    LONG.set(raw, rawLength, value);
    rawLength += Long.BYTES;
  }

  /** Puts the bits of a float. */
  void putDouble(double value) {
    putLong(Double.doubleToRawLongBits(value));
  }

  /** Puts an unsigned varint. */
  void putUnsigned(long value) {
    reserve(MAX_VARINT_BYTES);
    rawLength = putVarint(rawLength, value);
  }

  /** Puts a zigzag varint. */
  void putSigned(long value) {
    putUnsigned((value << 1) ^ (value >> 63));
  }

  /** Puts a string: length in bytes as a varint, then UTF-8. */
  void putString(String s) {
    byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
    putUnsigned(utf8.length);
    reserve(utf8.length);
    System.arraycopy(utf8, 0, raw, rawLength, utf8.length);
    rawLength += utf8.length;
  }

  /** Puts one sample of a record of samples: both differences as zigzag varints, then the bits. */
  void putSample(long refDelta, long timeDeltaMs, long valueBits) {
    reserve(2 * MAX_VARINT_BYTES + Long.BYTES);
    int at = putVarint(rawLength, (refDelta << 1) ^ (refDelta >> 63));
    at = putVarint(at, (timeDeltaMs << 1) ^ (timeDeltaMs >> 63));
    LONG.set(raw, at, valueBits);
    rawLength = at + Long.BYTES;
  }

  /** Ends the record; compression that gains nothing is left out. Does nothing without a record. */
  public void finish(Compression wanted) {
    compression = Compression.NONE;
    if (wanted == Compression.NONE || rawLength == 0) {
      return;
    }
    int most = RecordCompression.maxBytes(wanted, rawLength);
    if (compressed.length < most) {
      compressed = new byte[Math.max(most, compressed.length * 2)];
    }
    compressedLength = RecordCompression.compress(wanted, raw, rawLength, compressed);
    if (compressedLength < rawLength) {
      compression = wanted;
    }
  }

  /** The record as it goes into the log, from index 0 on; {@link #length} bytes count. */
  public byte[] bytes() {
    return compression == Compression.NONE ? raw : compressed;
  }

  /** Bytes of the record as it goes into the log. */
  public int length() {
    return compression == Compression.NONE ? rawLength : compressedLength;
  }

  /** Bytes that compression spared. */
  int savedBytes() {
    return rawLength - length();
  }

  int compressionBit() {
    return RecordCompression.bit(compression);
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
