package dev.deucalion.tsdb.block;

import java.util.ArrayList;
import java.util.List;

/**
 * Files of chunks, {@code chunks/000001} and so on: a header, then chunks one after another, to
 * which the index refers by file and offset. See {@code docs/formats/block.md}.
 */
final class ChunkSegmentLayout {
  /** Directory of the files within a block. */
  static final String DIRECTORY = "chunks";

  static final int MAGIC = 0x85BD40DD;
  static final int VERSION = 1;
  static final int VERSION_OFFSET = 4;

  /** Magic number, version, three bytes of zeros. */
  static final int HEADER_BYTES = 8;

  /** Most bytes of the length in front of a chunk. */
  static final int MAX_LENGTH_BYTES = 5;

  static final int ENCODING_BYTES = 1;
  static final int CHECKSUM_BYTES = 4;

  /** Most bytes of a chunk besides its samples. */
  static final int MAX_OVERHEAD_BYTES = MAX_LENGTH_BYTES + ENCODING_BYTES + CHECKSUM_BYTES;

  /** Bytes of a file at most, unless a single chunk is larger. */
  static final long DEFAULT_SEGMENT_BYTES = 512L << 20;

  private static final int NAME_DIGITS = 6;

  private ChunkSegmentLayout() {}

  /** Ref of a chunk: the upper half is the number of its file, from 0 on. */
  static long ref(int segment, long offset) {
    return (long) segment << Integer.SIZE | offset;
  }

  static int segment(long ref) {
    return (int) (ref >>> Integer.SIZE);
  }

  static long offset(long ref) {
    return ref & 0xffffffffL;
  }

  /** Name of a file by its number, from 0 on. */
  static String fileName(int segment) {
    String digits = Integer.toString(segment + 1);
    return "0".repeat(Math.max(0, NAME_DIGITS - digits.length())) + digits;
  }

  /** The names in a directory that stand for chunk files, in order. */
  static List<String> fileNames(List<String> sortedNames) {
    List<String> result = new ArrayList<>();
    for (String name : sortedNames) {
      if (!name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
        result.add(name);
      }
    }
    return result;
  }
}
