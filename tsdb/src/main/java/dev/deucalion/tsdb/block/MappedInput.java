package dev.deucalion.tsdb.block;

import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Reads numbers and strings out of a mapped file, between a position and a limit. Numbers are
 * big-endian. What does not fit is reported with file and offset. For one thread.
 *
 * <p>Every method may throw an {@link UncheckedIOException} of a {@link CorruptBlockException}.
 */
final class MappedInput {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final Path file;
  private final MemorySegment bytes;
  private final CRC32C crc = new CRC32C();
  private byte[] scratch = new byte[512];
  private long position;
  private long limit;

  MappedInput(Path file, MemorySegment bytes) {
    this.file = file;
    this.bytes = bytes;
    this.limit = bytes.byteSize();
  }

  Path file() {
    return file;
  }

  /** Bytes of the file. */
  long size() {
    return bytes.byteSize();
  }

  long position() {
    return position;
  }

  /** Bytes up to the limit. */
  long remaining() {
    return limit - position;
  }

  /** Goes to a position; the limit is the end of the file. */
  void seek(long at) {
    seek(at, bytes.byteSize());
  }

  /** Goes to a position, not to read beyond another one. */
  void seek(long at, long newLimit) {
    if (at < 0 || at > newLimit || newLimit > bytes.byteSize()) {
      throw corrupt(at, "offset is outside of the file, which has " + size() + " bytes");
    }
    position = at;
    limit = newLimit;
  }

  /** Goes to a position before the limit, which stays. */
  void seekWithin(long at) {
    seek(at, limit);
  }

  void skip(long count) {
    require(count);
    position += count;
  }

  int readByte() {
    require(1);
    return bytes.get(BYTE, position++) & 0xff;
  }

  int readInt() {
    require(Integer.BYTES);
    int value = bytes.get(INT, position);
    position += Integer.BYTES;
    return value;
  }

  /** Four bytes as a number that is not negative. */
  long readUnsignedInt() {
    return readInt() & 0xffffffffL;
  }

  long readLong() {
    require(Long.BYTES);
    long value = bytes.get(LONG, position);
    position += Long.BYTES;
    return value;
  }

  /** A number of one to ten bytes, see {@link Uvarint}. */
  long readUvarint() {
    long result = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int b = readByte();
      result |= (b & 0x7fL) << shift;
      if (b < 0x80) {
        return result;
      }
    }
    throw corrupt(position, "number of more than 10 bytes");
  }

  /** A number with a sign, see {@link Uvarint#putSigned}. */
  long readVarint() {
    long raw = readUvarint();
    return raw >>> 1 ^ -(raw & 1);
  }

  /** A count of things of which each takes at least so many bytes up to the limit. */
  int readCount(int bytesEach) {
    long count = readUvarint();
    if (count < 0 || count > remaining() / bytesEach) {
      throw corrupt(position, "count " + Long.toUnsignedString(count) + " does not fit");
    }
    return (int) count;
  }

  /** The length of a string, at whose first byte this then stands. */
  int readStringLength() {
    return readCount(1);
  }

  String readString() {
    int length = readStringLength();
    copy(length);
    return new String(scratch, 0, length, StandardCharsets.UTF_8);
  }

  void skipString() {
    skip(readStringLength());
  }

  /** Reads a string and says how it compares, in byte order, with another one in UTF-8. */
  int compareString(byte[] other) {
    int length = readStringLength();
    long from = position;
    position += length;
    int n = Math.min(length, other.length);
    for (int i = 0; i < n; i++) {
      int difference = (bytes.get(BYTE, from + i) & 0xff) - (other[i] & 0xff);
      if (difference != 0) {
        return difference;
      }
    }
    return length - other.length;
  }

  /**
   * Goes into a section that begins with its length in four bytes and is followed by its checksum,
   * which is verified.
   */
  void enterSection(long at, String what) {
    seek(at);
    long length = readUnsignedInt();
    enter(length, what);
  }

  /** As {@link #enterSection}, with a length of one to ten bytes. */
  void enterEntry(long at, String what) {
    seek(at);
    long length = readUvarint();
    enter(length, what);
  }

  private void enter(long length, String what) {
    if (length < 0 || length > remaining() - IndexLayout.CHECKSUM_BYTES) {
      throw corrupt(
          position, what + " of " + Long.toUnsignedString(length) + " bytes is not in the file");
    }
    long end = position + length;
    int expected = bytes.get(INT, end);
    int found = checksum(position, end);
    if (expected != found) {
      throw corrupt(
          position,
          String.format("crc32c of %s: expected %08x, found %08x", what, expected, found));
    }
    limit = end;
  }

  /** CRC-32C of the bytes between two offsets of the file. */
  int checksum(long from, long to) {
    crc.reset();
    for (long at = from; at < to; ) {
      int count = (int) Math.min(scratch.length, to - at);
      MemorySegment.copy(bytes, BYTE, at, scratch, 0, count);
      crc.update(scratch, 0, count);
      at += count;
    }
    return (int) crc.getValue();
  }

  /** Copies numbers of four bytes from the position on, and moves behind them. */
  void readInts(int[] target, int count) {
    require((long) count * Integer.BYTES);
    MemorySegment.copy(bytes, INT, position, target, 0, count);
    position += (long) count * Integer.BYTES;
  }

  /** Copies bytes from the position on, and moves behind them. */
  void read(byte[] target, int from, int count) {
    require(count);
    MemorySegment.copy(bytes, BYTE, position, target, from, count);
    position += count;
  }

  UncheckedIOException corrupt(long at, String problem) {
    return CorruptBlockException.unchecked(file, at, problem);
  }

  private void copy(int count) {
    if (count > scratch.length) {
      scratch = new byte[Math.max(count, scratch.length * 2)];
    }
    read(scratch, 0, count);
  }

  private void require(long count) {
    if (count < 0 || count > limit - position) {
      throw corrupt(position, "needs " + count + " bytes, has " + (limit - position));
    }
  }
}
