package dev.deucalion.tsdb.restart;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads the bytes of a block. For one thread. */
final class RawBytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes = new byte[0];
  private int at;
  private int end;

  void reset(byte[] newBytes, int length) {
    bytes = newBytes;
    at = 0;
    end = length;
  }

  byte[] array() {
    return bytes;
  }

  int remaining() {
    return end - at;
  }

  /** Passes over bytes and returns where they begin in {@link #array}. */
  int skip(int count) throws DistrustException {
    require(count);
    int from = at;
    at += count;
    return from;
  }

  int byteValue() throws DistrustException {
    require(1);
    return bytes[at++] & 0xff;
  }

  long longValue() throws DistrustException {
    require(Long.BYTES);
    long value = (long) LONG.get(bytes, at);
    at += Long.BYTES;
    return value;
  }

  long unsigned() throws DistrustException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int b = byteValue();
      value |= (b & 0x7fL) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new DistrustException("varint without an end before " + at);
  }

  long signed() throws DistrustException {
    long value = unsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  /** An unsigned number that is an int. */
  int count() throws DistrustException {
    long value = unsigned();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new DistrustException("count of " + value + " before " + at);
    }
    return (int) value;
  }

  String string() throws DistrustException {
    int length = count();
    int from = skip(length);
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  private void require(int count) throws DistrustException {
    if (count < 0 || count > end - at) {
      throw new DistrustException(
          "expected " + count + " bytes at " + at + ", found " + (end - at));
    }
  }
}
