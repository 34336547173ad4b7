package dev.deucalion.model.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A cursor over a message in the wire format that lies in an array. Copies and allocates nothing
 * (but for {@link #readString}); reset it and use it again.
 *
 * <p>A walk over a message and one nested in it:
 *
 * <pre>{@code
 * while (reader.next()) {
 *   switch (reader.tag()) {
 *     case VALUE -> value = reader.readDouble();              // 2 << 3 | WireType.I64
 *     case NESTED -> {                                        // 3 << 3 | WireType.LEN
 *       int outer = reader.enter();
 *       while (reader.next()) { ... }
 *       reader.leave(outer);
 *     }
 *     default -> reader.skip();
 *   }
 * }
 * }</pre>
 *
 * <p>After {@link #next} gave true, the field's value must be read, entered or skipped before the
 * next call. Reading does not check the wire type: the switch over the whole tag does.
 *
 * <p>Every read stays within the limit; what goes beyond it, a varint of more than ten bytes, a
 * field number 0, a tag of an unknown wire type or a group without its end is a {@link
 * WireException}. After one the position is undefined and the reader has to be reset.
 */
public final class WireReader {
  private static final VarHandle INT_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_VARINT_BYTES = 10;
  private static final int MAX_GROUP_DEPTH = 100;
  private static final byte[] NOTHING = new byte[0];

  private byte[] bytes = NOTHING;
  private int position;
  private int limit;
  private int tag;

  /** A reader of nothing; {@link #reset} gives it bytes. */
  public WireReader() {}

  /**
   * Starts anew with the message in {@code bytes[offset, limit)}, which must not change meanwhile.
   */
  public WireReader reset(byte[] bytes, int offset, int limit) {
    Objects.checkFromToIndex(offset, limit, bytes.length);
    this.bytes = bytes;
    this.position = offset;
    this.limit = limit;
    this.tag = 0;
    return this;
  }

  /** The array that offsets are indices of. */
  public byte[] bytes() {
    return bytes;
  }

  /** The index of the next byte. */
  public int position() {
    return position;
  }

  /** The index behind the last byte of the message that is being read. */
  public int limit() {
    return limit;
  }

  /** Whether bytes are left before the limit; drives the reading of packed fields. */
  public boolean hasRemaining() {
    return position < limit;
  }

  /** Reads the next tag. False at the end of the message. */
  public boolean next() throws WireException {
    if (position >= limit) {
      return false;
    }
    int at = position;
    long read = readVarint();
    int type = (int) read & WireType.MASK;
    if (read >>> WireType.BITS == 0 || read >>> 32 != 0) {
      throw new WireException("illegal tag " + Long.toUnsignedString(read), at);
    }
    if (type > WireType.I32) {
      throw new WireException("unknown wire type " + type, at);
    }
    tag = (int) read;
    return true;
  }

  /** The last tag read, as an unsigned number: field number and {@link WireType}. */
  public int tag() {
    return tag;
  }

  /** The field number of the last tag, from 1 to 2^29 - 1. */
  public int field() {
    return tag >>> WireType.BITS;
  }

  /** The wire type of the last tag; see {@link WireType}. */
  public int wireType() {
    return tag & WireType.MASK;
  }

  /** Reads a varint: int64, uint64, and with a cast int32, uint32 and enums. */
  public long readVarint() throws WireException {
    if (position < limit && bytes[position] >= 0) {
      return bytes[position++];
    }
    return readLongVarint();
  }

  private long readLongVarint() throws WireException {
    int start = position;
    int end = Math.min(limit - start, MAX_VARINT_BYTES) + start;
    long value = 0;
    for (int at = start, shift = 0; at < end; at++, shift += 7) {
      byte b = bytes[at];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        if (shift == 63 && b > 1) {
          break;
        }
        position = at + 1;
        return value;
      }
    }
    throw end - start == MAX_VARINT_BYTES
        ? new WireException("varint of more than 64 bits", start)
        : truncated();
  }

  /** Reads a varint in which the sign is the lowest bit: sint64, and with a cast sint32. */
  public long readZigZag() throws WireException {
    long encoded = readVarint();
    return encoded >>> 1 ^ -(encoded & 1);
  }

  /** Reads a varint as a truth value. */
  public boolean readBool() throws WireException {
    return readVarint() != 0;
  }

  /** Reads four bytes: fixed32, sfixed32. */
  public int readFixed32() throws WireException {
    int at = claim(Integer.BYTES);
    return (int) INT_LE.get(bytes, at);
  }

  /** Reads eight bytes: fixed64, sfixed64. */
  public long readFixed64() throws WireException {
    int at = claim(Long.BYTES);
    return (long) LONG_LE.get(bytes, at);
  }

  /** Reads four bytes as a float. */
  public float readFloat() throws WireException {
    return Float.intBitsToFloat(readFixed32());
  }

  /** Reads eight bytes as a double; the bits of a NaN are kept. */
  public double readDouble() throws WireException {
    return Double.longBitsToDouble(readFixed64());
  }

  /**
   * Reads the length of a string, bytes or message and steps over its bytes, which are {@code
   * bytes()[position() - length, position())} for the length returned.
   */
  public int readSlice() throws WireException {
    int length = readLength();
    position += length;
    return length;
  }

  /** Reads a string; what is not UTF-8 in it becomes U+FFFD. */
  public String readString() throws WireException {
    int length = readSlice();
    return new String(bytes, position - length, length, StandardCharsets.UTF_8);
  }

  /**
   * Reads the length of a nested message or packed field and makes its end the limit.
   *
   * @return the limit until now, for {@link #leave}
   */
  public int enter() throws WireException {
    int length = readLength();
    int outer = limit;
    limit = position + length;
    return outer;
  }

  /**
   * As {@link #enter}, but for a repeated number: where the field is not packed, its single value
   * becomes all that is readable. {@code while (hasRemaining())} then reads both forms.
   *
   * @return the limit until now, for {@link #leave}
   */
  public int enterRepeated() throws WireException {
    int outer = limit;
    int start = position;
    switch (wireType()) {
      case WireType.LEN -> {
        return enter();
      }
      case WireType.VARINT -> readVarint();
      case WireType.I64 -> claim(Long.BYTES);
      case WireType.I32 -> claim(Integer.BYTES);
      default -> throw new WireException("a group where a number should be", start);
    }
    limit = position;
    position = start;
    return outer;
  }

  /** Ends what {@link #enter} began: continues behind it, whether or not all of it was read. */
  public void leave(int outer) {
    position = limit;
    limit = outer;
  }

  /** Steps over the value of the last tag, groups with all that they contain. */
  public void skip() throws WireException {
    skip(0);
  }

  private void skip(int depth) throws WireException {
    switch (wireType()) {
      case WireType.VARINT -> readVarint();
      case WireType.I64 -> claim(Long.BYTES);
      case WireType.LEN -> readSlice();
      case WireType.I32 -> claim(Integer.BYTES);
      case WireType.START_GROUP -> skipGroup(depth);
      default -> throw new WireException("end of a group that did not begin", position);
    }
  }

  private void skipGroup(int depth) throws WireException {
    int field = field();
    int start = position;
    if (depth == MAX_GROUP_DEPTH) {
      throw new WireException("groups nested too deeply", start);
    }
    while (next()) {
      if (wireType() == WireType.END_GROUP) {
        if (field() != field) {
          break;
        }
        return;
      }
      skip(depth + 1);
    }
    throw new WireException("group without its end", start);
  }

  private int readLength() throws WireException {
    int at = position;
    long length = readVarint();
    if (length < 0 || length > limit - position) {
      throw new WireException(
          "length " + Long.toUnsignedString(length) + " with " + (limit - position) + " bytes left",
          at);
    }
    return (int) length;
  }

  private int claim(int count) throws WireException {
    int at = position;
    if (count > limit - at) {
      throw truncated();
    }
    position = at + count;
    return at;
  }

  private WireException truncated() {
    return new WireException("message ends within a value", position);
  }
}
