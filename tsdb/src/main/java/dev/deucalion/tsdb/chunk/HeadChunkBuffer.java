package dev.deucalion.tsdb.chunk;

import java.util.Arrays;

/** Records of head chunks that are to be written to a file in one call. For one thread. */
final class HeadChunkBuffer {
  /** Ref in records that are no chunks: not 0, which would be the end of the file. */
  private static final long NO_SERIES = 1;

  /** A chunk without samples. */
  private static final byte[] NO_SAMPLES = new byte[2];

  /** Most bytes of the record of a gap. */
  static final int GAP_BYTES = HeadChunkLayout.recordBytes(NO_SAMPLES.length);

  /** Told of the chunks of a buffer. */
  @FunctionalInterface
  interface Consumer {
    /**
     * Takes a chunk.
     *
     * @param at where its record begins in the buffer
     * @param from where the chunk begins in the array
     */
    void chunk(
        int at,
        long seriesRef,
        long minTimeMs,
        long maxTimeMs,
        int encoding,
        byte[] array,
        int from,
        int chunkBytes);
  }

  private byte[] bytes = new byte[64 << 10];
  private int length;
  private long chunks;

  /** The records from index 0 on; good until more are put. */
  byte[] bytes() {
    return bytes;
  }

  /** Bytes of the records. */
  int length() {
    return length;
  }

  /** Number of chunks. */
  long chunks() {
    return chunks;
  }

  void clear() {
    length = 0;
    chunks = 0;
  }

  /** Adds a chunk. */
  void putChunk(
      long seriesRef,
      long minTimeMs,
      long maxTimeMs,
      int encoding,
      byte[] chunk,
      int from,
      int chunkBytes) {
    put(seriesRef, minTimeMs, maxTimeMs, encoding, chunk, from, chunkBytes);
    chunks++;
  }

  /** Adds what says that chunks before it are in the log only. */
  void putGap() {
    putMark(HeadChunkLayout.GAP_ENCODING, NO_SAMPLES);
  }

  /** Adds what says how many bytes the file before has. */
  void putPreviousEnd(int previousEnd) {
    byte[] data = new byte[NO_SAMPLES.length + Integer.BYTES];
    HeadChunkLayout.putInt(data, NO_SAMPLES.length, previousEnd);
    putMark(HeadChunkLayout.PREVIOUS_END_ENCODING, data);
  }

  private void putMark(int encoding, byte[] data) {
    put(NO_SERIES, Long.MIN_VALUE, Long.MIN_VALUE, encoding, data, 0, data.length);
  }

  private void put(
      long seriesRef,
      long minTimeMs,
      long maxTimeMs,
      int encoding,
      byte[] chunk,
      int from,
      int chunkBytes) {
    int recordBytes = HeadChunkLayout.recordBytes(chunkBytes);
    if (length + recordBytes > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + recordBytes));
    }
    HeadChunkLayout.putRecord(
        bytes, length, seriesRef, minTimeMs, maxTimeMs, encoding, chunk, from, chunkBytes);
    length += recordBytes;
  }

  /** Gives all chunks in their order, without the other records. */
  void forEachChunk(Consumer consumer) {
    int at = 0;
    while (at < length) {
      long place = HeadChunkLayout.chunkPlace(bytes, at, length);
      int from = at + (int) (place >>> Integer.SIZE);
      int chunkBytes = (int) place;
      int encoding = bytes[at + HeadChunkLayout.ENCODING_OFFSET] & 0xff;
      if (encoding != HeadChunkLayout.GAP_ENCODING
          && encoding != HeadChunkLayout.PREVIOUS_END_ENCODING) {
        consumer.chunk(
            at,
            HeadChunkLayout.readLong(bytes, at),
            HeadChunkLayout.readLong(bytes, at + HeadChunkLayout.MIN_TIME_OFFSET),
            HeadChunkLayout.readLong(bytes, at + HeadChunkLayout.MAX_TIME_OFFSET),
            encoding,
            bytes,
            from,
            chunkBytes);
      }
      at = from + chunkBytes + HeadChunkLayout.CHECKSUM_BYTES;
    }
  }
}
