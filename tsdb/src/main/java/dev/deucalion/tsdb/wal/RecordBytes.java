package dev.deucalion.tsdb.wal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads the fields of a record in turn and never beyond its end. For one thread. */
final class RecordBytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int MAX_VARINT_BYTES = 10;
  private static final byte[] NONE = {};

  private final StringCache strings = new StringCache();
  private byte[] bytes = NONE;
  private int at;
  private int end;

  void reset(byte[] record, int from, int length) {
    bytes = record;
    at = from;
    end = from + length;
  }

  boolean hasMore() {
    return at < end;
  }

  int left() {
    return end - at;
  }

  byte readByte() throws MalformedRecordException {
    if (at == end) {
      throw new MalformedRecordException("expected a byte, found the end of the record");
    }
    return bytes[at++];
  }

  long readLong() throws MalformedRecordException {
    if (end - at < Long.BYTES) {
      throw new MalformedRecordException("expected 8 bytes, found " + (end - at));
    }
    long value = (long) LONG.get(bytes, at);
    at += Long.BYTES;
    return value;
  }

  double readDouble() throws MalformedRecordException {
    return Double.longBitsToDouble(readLong());
  }

  long readUnsigned() throws MalformedRecordException {
    if (at < end && bytes[at] >= 0) {
      return bytes[at++];
    }
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES && at < end; i++) {
      byte b = bytes[at++];
      value |= (b & 0x7fL) << (7 * i);
      if (b >= 0) {
        return value;
      }
    }
    throw new MalformedRecordException("varint without an end, " + (end - at) + " bytes left");
  }

  /** A zigzag varint. */
  long readSigned() throws MalformedRecordException {
    long encoded = readUnsigned();
    return (encoded >>> 1) ^ -(encoded & 1);
  }

  /**
   * A number of things that follow.
   *
   * @param leastBytes that each of them takes
   */
  int readCount(String what, int leastBytes) throws MalformedRecordException {
    long count = readUnsigned();
    if (count < 0 || count > (end - at) / leastBytes) {
      throw new MalformedRecordException(
          Long.toUnsignedString(count) + " " + what + " in " + (end - at) + " bytes");
    }
    return (int) count;
  }

  String readString() throws MalformedRecordException {
    int length = readCount("bytes of a string", 1);
    String s = strings.get(bytes, at, length);
    at += length;
    return s;
  }
}
