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
  /** The first bytes of a file. */
  public static final int MAGIC = 0x0130BC91;

  /** Version of the format. */
  public static final int VERSION = 1;

  /** Bytes before the first record. */
  public static final int FILE_HEADER_BYTES = 8;

  /** Most bytes of a file. */
  public static final int MAX_FILE_BYTES = 128 << 20;

  /** Most bytes of a chunk that fits into a file. */
  public static final int MAX_CHUNK_BYTES = MAX_FILE_BYTES / 2;

  /** Set in the encoding of a chunk with out-of-order samples. */
  public static final int OUT_OF_ORDER_BIT = 0x80;

  /**
   * Encoding of a record that is no chunk, the first one of a file: behind the two bytes of a
   * sample count it has the length of the file before (u32). Files are not synced, so without it
   * the end of one could be lost without a trace while a later one is there.
   */
  static final int PREVIOUS_END_ENCODING = 0x7e;

  /**
   * Encoding of a record that is no chunk: it says that chunks before it are in the log only, so
   * nothing behind it can be used at a start. Prometheus passes over encodings it does not know.
   */
  static final int GAP_ENCODING = 0x7f;

  /** Where a record has the time of the first sample. */
  public static final int MIN_TIME_OFFSET = 8;

  /** Where a record has the time of the last sample. */
  public static final int MAX_TIME_OFFSET = 16;

  /** Where a record has the encoding of its chunk. */
  public static final int ENCODING_OFFSET = 24;

  /** Where a record has the length of its chunk. */
  public static final int LENGTH_OFFSET = 25;

  /** Bytes of the checksum at the end of a record. */
  public static final int CHECKSUM_BYTES = 4;

  /** Most bytes of the length of a chunk. */
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

  /** The number of a file, or 0 where the name is not one of a file of head chunks. */
  public static int fileNumber(String name) {
    if (name.length() < 6 || name.length() > 9 || !name.chars().allMatch(Character::isDigit)) {
      return 0;
    }
    int number = Integer.parseInt(name);
    return name.equals(fileName(number)) ? number : 0;
  }

  /** Bytes of the record of a chunk. */
  public static int recordBytes(int chunkBytes) {
    int lengthBytes = (Integer.SIZE - Integer.numberOfLeadingZeros(chunkBytes | 1) + 6) / 7;
    return LENGTH_OFFSET + lengthBytes + chunkBytes + CHECKSUM_BYTES;
  }

  /**
   * The length of a chunk and where in the record it begins.
   *
   * @param record the beginning of a record, at least {@link #LENGTH_OFFSET} bytes before {@code
   *     end}
   * @return {@code from << 32 | bytes}, where {@code from} counts from the record's start, or -1
   *     where there is no length of at most {@link #MAX_CHUNK_BYTES} before {@code end}
   */
  static long chunkPlace(byte[] record, int at, int end) {
    int last = Math.min(end, at + LENGTH_OFFSET + MAX_LENGTH_BYTES);
    long bytes = 0;
    int shift = 0;
    for (int i = at + LENGTH_OFFSET; i < last; i++) {
      bytes |= (record[i] & 0x7fL) << shift;
      shift += 7;
      if (record[i] >= 0) {
        return bytes > MAX_CHUNK_BYTES ? -1 : (long) (i + 1 - at) << Integer.SIZE | bytes;
      }
    }
    return -1;
  }

  /**
   * Puts a record into an array.
   *
   * @param encoding code, with {@link #OUT_OF_ORDER_BIT} where it has out-of-order samples
   */
  static void putRecord(
      byte[] target,
      int at,
      long seriesRef,
      long minTimeMs,
      long maxTimeMs,
      int encoding,
      byte[] chunk,
      int from,
      int chunkBytes) {
    LONG.set(target, at, seriesRef);
    LONG.set(target, at + MIN_TIME_OFFSET, minTimeMs);
    LONG.set(target, at + MAX_TIME_OFFSET, maxTimeMs);
    target[at + ENCODING_OFFSET] = (byte) encoding;
    int data = at + LENGTH_OFFSET;
    int rest = chunkBytes;
    while (rest >= 0x80) {
      target[data++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[data++] = (byte) rest;
    System.arraycopy(chunk, from, target, data, chunkBytes);
    int end = data + chunkBytes;
    INT.set(target, end, checksum(target, at, end));
  }

  /**
   * Fills in what a record says of its chunk, when the record lies at the beginning of the array.
   *
   * @return whether its encoding is known
   */
  static boolean describe(ChunkData chunk, int from, int bytes) {
    byte[] record = chunk.bytes;
    ChunkEncoding encoding =
        ChunkEncoding.ofCode(record[ENCODING_OFFSET] & 0xff & ~OUT_OF_ORDER_BIT);
    chunk.minTimeMs = readLong(record, MIN_TIME_OFFSET);
    chunk.maxTimeMs = readLong(record, MAX_TIME_OFFSET);
    chunk.encoding = encoding == null ? ChunkEncoding.NONE : encoding;
    chunk.from = from;
    chunk.length = bytes;
    return chunk.encoding != ChunkEncoding.NONE;
  }

  static int checksum(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }

  static void putInt(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  static long readLong(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static int readInt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }
}
