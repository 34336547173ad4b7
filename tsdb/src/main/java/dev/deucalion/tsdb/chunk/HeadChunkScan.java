package dev.deucalion.tsdb.chunk;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * What one file of full head chunks holds: its records in parallel columns, up to the first one
 * that is bad. Every checksum is checked. For one thread.
 */
final class HeadChunkScan {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final int WINDOW_BYTES = 256 << 10;

  /** Bytes of a chunk that say how many samples it has. */
  private static final int COUNT_BYTES = 2;

  /** The file does not say how long the one before it is. */
  static final int UNKNOWN = -1;

  private final MemorySegment file;
  private final long size;

  /** A copy of the file's bytes from {@link #windowStart} on. */
  private byte[] window = new byte[WINDOW_BYTES];

  private long windowStart;
  private int windowBytes;

  private int[] offsets = new int[1024];
  private long[] seriesRefs = new long[1024];
  private long[] minTimes = new long[1024];
  private long[] maxTimes = new long[1024];
  private byte[] encodings = new byte[1024];
  private int count;
  private int end;
  private boolean begun;
  private int previousEnd = UNKNOWN;
  private String problem = "";

  /** What {@link #record} found where it found no record. */
  private String found = "";

  private HeadChunkScan(MemorySegment file) {
    this.file = file;
    this.size = file.byteSize();
  }

  /** Reads through a file. */
  static HeadChunkScan of(MemorySegment file) {
    HeadChunkScan scan = new HeadChunkScan(file);
    try {
      scan.problem = scan.run();
      scan.begun =
          scan.count == 0 && (scan.problem.isEmpty() || scan.isHole(0) && scan.restIsHole());
    } catch (InternalError e) {
      // So the JVM says that it met a fault in a mapping.
      scan.problem = "cannot be read: " + e.getMessage();
    }
    return scan;
  }

  /** Number of good records before the first bad one. */
  int count() {
    return count;
  }

  /** Offset of record {@code i} in the file. */
  int offset(int i) {
    return offsets[i];
  }

  long seriesRef(int i) {
    return seriesRefs[i];
  }

  long minTimeMs(int i) {
    return minTimes[i];
  }

  long maxTimeMs(int i) {
    return maxTimes[i];
  }

  /** Code of the encoding, with {@link HeadChunkLayout#OUT_OF_ORDER_BIT}. */
  int encoding(int i) {
    return encodings[i] & 0xff;
  }

  /** Whether nothing but zeros is in the file, or its header at most. */
  boolean isBegun() {
    return begun;
  }

  /** Bytes of the file before, or {@link #UNKNOWN}. */
  int previousEnd() {
    return previousEnd;
  }

  /** Offset behind the last good record, 0 where not even the header is good. */
  int end() {
    return end;
  }

  /** What is wrong at {@link #end}; empty where nothing is. */
  String problem() {
    return problem;
  }

  private String run() {
    byte[] header = HeadChunkLayout.fileHeader();
    if (!move(0, header.length)
        || Arrays.mismatch(header, Arrays.copyOf(window, header.length)) >= 0) {
      return "expected the header of a head chunk file, found "
          + (size < header.length ? size + " bytes" : "another one");
    }
    if (size > HeadChunkLayout.MAX_FILE_BYTES * 2L) {
      return "file of " + size + " bytes";
    }
    end = header.length;
    while (end < size) {
      if (isHole(end)) {
        return restIsHole() ? "" : "expected zeros up to the end of the file, found others";
      }
      int recordBytes = record();
      if (recordBytes == 0) {
        return found;
      }
      end += recordBytes;
    }
    return "";
  }

  /** Adds the record at the end and returns its bytes, 0 where there is none. */
  private int record() {
    int most = HeadChunkLayout.LENGTH_OFFSET + HeadChunkLayout.MAX_LENGTH_BYTES;
    move(end, most);
    int at = (int) (end - windowStart);
    long place = HeadChunkLayout.chunkPlace(window, at, windowBytes);
    int data = (int) (place >>> Integer.SIZE);
    int bytes = (int) place;
    int checksumAt = data + bytes;
    if (place < 0 || !move(end, checksumAt + HeadChunkLayout.CHECKSUM_BYTES)) {
      found = "expected a chunk that fits into the file, found a length of " + bytes;
      return 0;
    }
    at = (int) (end - windowStart);
    int expected = HeadChunkLayout.readInt(window, at + checksumAt);
    int actual = HeadChunkLayout.checksum(window, at, at + checksumAt);
    if (expected != actual) {
      found =
          "expected crc32c "
              + Integer.toHexString(expected)
              + ", found "
              + Integer.toHexString(actual);
      return 0;
    }
    int encoding = window[at + HeadChunkLayout.ENCODING_OFFSET] & 0xff;
    if (encoding == HeadChunkLayout.PREVIOUS_END_ENCODING
        && end == HeadChunkLayout.FILE_HEADER_BYTES
        && bytes == COUNT_BYTES + Integer.BYTES) {
      previousEnd = HeadChunkLayout.readInt(window, at + data + COUNT_BYTES);
      return checksumAt + HeadChunkLayout.CHECKSUM_BYTES;
    }
    ChunkEncoding known = ChunkEncoding.ofCode(encoding & ~HeadChunkLayout.OUT_OF_ORDER_BIT);
    if (encoding == HeadChunkLayout.GAP_ENCODING) {
      found = "chunks before it are in the log only";
      return 0;
    }
    if (known == null || known == ChunkEncoding.NONE || bytes < COUNT_BYTES) {
      found = "chunk of " + bytes + " bytes in an unknown encoding, " + encoding;
      return 0;
    }
    add(at);
    return checksumAt + HeadChunkLayout.CHECKSUM_BYTES;
  }

  private void add(int at) {
    if (count == offsets.length) {
      int length = count * 2;
      offsets = Arrays.copyOf(offsets, length);
      seriesRefs = Arrays.copyOf(seriesRefs, length);
      minTimes = Arrays.copyOf(minTimes, length);
      maxTimes = Arrays.copyOf(maxTimes, length);
      encodings = Arrays.copyOf(encodings, length);
    }
    offsets[count] = end;
    seriesRefs[count] = HeadChunkLayout.readLong(window, at);
    minTimes[count] = HeadChunkLayout.readLong(window, at + HeadChunkLayout.MIN_TIME_OFFSET);
    maxTimes[count] = HeadChunkLayout.readLong(window, at + HeadChunkLayout.MAX_TIME_OFFSET);
    encodings[count] = window[at + HeadChunkLayout.ENCODING_OFFSET];
    count++;
  }

  /** Whether no record begins at an offset: refs are never 0. */
  private boolean isHole(int offset) {
    int bytes = (int) Math.min(HeadChunkLayout.ENCODING_OFFSET, size - offset);
    move(offset, bytes);
    int at = (int) (offset - windowStart);
    for (int i = at; i < at + bytes; i++) {
      if (window[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean restIsHole() {
    byte[] zeros = new byte[WINDOW_BYTES];
    byte[] copied = new byte[WINDOW_BYTES];
    for (long at = end; at < size; at += WINDOW_BYTES) {
      int length = (int) Math.min(WINDOW_BYTES, size - at);
      MemorySegment.copy(file, BYTE, at, copied, 0, length);
      if (!Arrays.equals(copied, 0, length, zeros, 0, length)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Makes the window hold the bytes from an offset on.
   *
   * @return whether the file has that many
   */
  private boolean move(int offset, int bytes) {
    long wanted = Math.min(bytes, size - offset);
    if (offset < windowStart || offset + wanted > windowStart + windowBytes) {
      if (wanted > window.length) {
        window = new byte[(int) wanted];
      }
      windowStart = offset;
      windowBytes = (int) Math.min(window.length, size - offset);
      MemorySegment.copy(file, BYTE, offset, window, 0, windowBytes);
    }
    return wanted == bytes;
  }
}
