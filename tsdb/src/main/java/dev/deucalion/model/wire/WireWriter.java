package dev.deucalion.model.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes messages in the wire format into an array that grows. Fields come out in the order of the
 * calls, and whatever is written is there: leaving out defaults is the caller's decision.
 *
 * <p>A nested message is written in place:
 *
 * <pre>{@code
 * int message = writer.begin(3);
 * writer.int64(1, timeMs);
 * writer.end(message);
 * }</pre>
 */
public final class WireWriter {
  private static final VarHandle INT_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_VARINT_BYTES = 10;
  private static final int INITIAL_BYTES = 256;

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int size;

  /** An empty writer. */
  public WireWriter() {}

  /** Forgets what was written and keeps the array. */
  public void clear() {
    size = 0;
  }

  /** The number of bytes written. */
  public int size() {
    return size;
  }

  /** The array with the bytes from 0 to {@link #size}; another one after more was written. */
  public byte[] array() {
    return bytes;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** An int64, uint64, int32 or enum field. Negative numbers take ten bytes. */
  public void int64(int field, long value) {
    tag(field, WireType.VARINT);
    varint(value);
  }

  /** An sint64 or sint32 field. */
  public void sint64(int field, long value) {
    tag(field, WireType.VARINT);
    zigZag(value);
  }

  /** A bool field. */
  public void bool(int field, boolean value) {
    int64(field, value ? 1 : 0);
  }

  /** A fixed32 or sfixed32 field. */
  public void fixed32(int field, int value) {
    tag(field, WireType.I32);
    fixed32(value);
  }

  /** A fixed64 or sfixed64 field. */
  public void fixed64(int field, long value) {
    tag(field, WireType.I64);
    fixed64(value);
  }

  /** A double field; the bits of a NaN are kept. */
  public void float64(int field, double value) {
    fixed64(field, Double.doubleToRawLongBits(value));
  }

  /** A string field. */
  public void string(int field, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    bytes(field, utf8, 0, utf8.length);
  }

  /** A bytes field, or a message that is already encoded. */
  public void bytes(int field, byte[] source, int offset, int length) {
    tag(field, WireType.LEN);
    varint(length);
    reserve(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /** Bytes as they are: fields that are already encoded. */
  public void raw(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /**
   * Begins a nested message or a packed field; what is written until {@link #end} belongs to it.
   *
   * @return what {@link #end} needs to know
   */
  public int begin(int field) {
    tag(field, WireType.LEN);
    return beginDelimited();
  }

  /** As {@link #begin} without a tag: a message with its length before it, as streams have them. */
  public int beginDelimited() {
    reserve(1);
    return size++;
  }

  /** Ends what {@code begin} began: puts the length before it. */
  public void end(int mark) {
    int length = size - mark - 1;
    int lengthBytes = varintBytes(length);
    reserve(lengthBytes - 1);
    System.arraycopy(bytes, mark + 1, bytes, mark + lengthBytes, length);
    size = mark;
    varint(length);
    size += length;
  }

  /** A tag alone. */
  public void tag(int field, int wireType) {
    varint(Integer.toUnsignedLong(field << WireType.BITS | wireType));
  }

  /** A varint alone, as in packed fields. */
  public void varint(long value) {
    reserve(MAX_VARINT_BYTES);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A varint with the sign in its lowest bit alone, as in packed fields. */
  public void zigZag(long value) {
    varint(value << 1 ^ value >> 63);
  }

  /** Four bytes alone, as in packed fields. */
  public void fixed32(int value) {
    reserve(Integer.BYTES);
    INT_LE.set(bytes, size, value);
    size += Integer.BYTES;
  }

  /** Eight bytes alone, as in packed fields. */
  public void fixed64(long value) {
    reserve(Long.BYTES);
    LONG_LE.set(bytes, size, value);
    size += Long.BYTES;
  }

  /** A double alone, as in packed fields. */
  public void float64(double value) {
    fixed64(Double.doubleToRawLongBits(value));
  }

  private static int varintBytes(int value) {
    return (Integer.SIZE - Integer.numberOfLeadingZeros(value | 1) + 6) / 7;
  }

  private void reserve(int count) {
    if (count > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, count), size + (size >> 1)));
    }
  }
}
