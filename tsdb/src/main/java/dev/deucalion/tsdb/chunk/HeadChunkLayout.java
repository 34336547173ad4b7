package dev.deucalion.tsdb.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Layout of a file of full head chunks, as Prometheus writes it ({@code
 * docs/formats/head-chunks.md}). All numbers are big-endian.
 *
 * <pre>
 * file:  | magic u32 | version u8 | 0 0 0 | record ...
 * record:| series ref u64 | min time s64 | max time s64 | encoding u8 | length uvarint | chunk | CRC-32C u32 |
 * </pre>
 *
 * <p>The checksum covers the record before it. Files are numbered from 1 and at most {@link
 * #MAX_FILE_BYTES} long.
 */
public final class HeadChunkLayout {
  public static final int MAGIC = 0x0130BC91;
  public static final int VERSION = 1;
  public static final int FILE_HEADER_BYTES = 8;
  public static final int MAX_FILE_BYTES = 128 << 20;

  /** Encoding of XOR chunks. */
  public static final int ENCODING_XOR = 1;

  /** Set in the encoding of a chunk with out-of-order samples. */
  public static final int OUT_OF_ORDER_BIT = 0x80;

  public static final int MIN_TIME_OFFSET = 8;
  public static final int MAX_TIME_OFFSET = 16;
  public static final int ENCODING_OFFSET = 24;
  public static final int LENGTH_OFFSET = 25;
  public static final int CHECKSUM_BYTES = 4;
  public static final int MAX_LENGTH_BYTES = 5;

  /** Most bytes of a record besides its chunk. */
  public static final int MAX_OVERHEAD_BYTES = LENGTH_OFFSET + MAX_LENGTH_BYTES + CHECKSUM_BYTES;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private HeadChunkLayout() {}

  /** The first bytes of a file. */
  public static byte[] fileHeader() {
    byte[] header = new byte[FILE_HEADER_BYTES];
    INT.set(header, 0, MAGIC);
    header[Integer.BYTES] = VERSION;
    return header;
  }

  /** Name of the file with a number. */
  public static String fileName(int number) {
    String digits = Integer.toString(number);
    return "0".repeat(Math.max(0, 6 - digits.length())) + digits;
  }

  /** Whether a file can be one of head chunks by its name. */
  public static boolean isFileName(String name) {
    return !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Bytes of the record of a chunk. */
  public static int recordBytes(int chunkBytes) {
    return LENGTH_OFFSET + (chunkBytes < 0x80 ? 1 : 2) + chunkBytes + CHECKSUM_BYTES;
  }

  /**
   * Puts a record into an array.
   *
   * @param chunkBytes less than 16 KiB
   */
  static void putRecord(
      byte[] target,
      int at,
      long seriesRef,
      long minTimeMs,
      long maxTimeMs,
      byte[] chunk,
      int from,
      int chunkBytes) {
    LONG.set(target, at, seriesRef);
    LONG.set(target, at + MIN_TIME_OFFSET, minTimeMs);
    LONG.set(target, at + MAX_TIME_OFFSET, maxTimeMs);
    target[at + ENCODING_OFFSET] = ENCODING_XOR;
    int data = at + LENGTH_OFFSET;
    if (chunkBytes < 0x80) {
      target[data++] = (byte) chunkBytes;
    } else {
      target[data++] = (byte) (chunkBytes | 0x80);
      target[data++] = (byte) (chunkBytes >>> 7);
    }
    System.arraycopy(chunk, from, target, data, chunkBytes);
    int end = data + chunkBytes;
    INT.set(target, end, checksum(target, at, end));
  }

  static int checksum(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }

  static int readInt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }
}
