package dev.deucalion.tsdb.block;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/** The mapped files of a block's chunks. Safe for use by many threads, with a reader each. */
final class ChunkSegments {
  private final List<Path> files;
  private final List<MemorySegment> segments;

  private ChunkSegments(List<Path> files, List<MemorySegment> segments) {
    this.files = List.copyOf(files);
    this.segments = List.copyOf(segments);
  }

  /**
   * Checks the headers of files.
   *
   * @param files in the order of their numbers
   * @throws CorruptBlockException when one is no file of chunks
   */
  static ChunkSegments open(List<Path> files, List<MemorySegment> segments) throws IOException {
    try {
      for (int i = 0; i < files.size(); i++) {
        checkHeader(new MappedInput(files.get(i), segments.get(i)));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new ChunkSegments(files, segments);
  }

  private static void checkHeader(MappedInput input) {
    if (input.size() < ChunkSegmentLayout.HEADER_BYTES) {
      throw input.corrupt(0, "file of chunks of " + input.size() + " bytes");
    }
    int magic = input.readInt();
    int version = input.readByte();
    if (magic != ChunkSegmentLayout.MAGIC || version != ChunkSegmentLayout.VERSION) {
      throw input.corrupt(
          0,
          String.format(
              "expected chunks %08x version %s, found %08x version %s",
              ChunkSegmentLayout.MAGIC, ChunkSegmentLayout.VERSION, magic, version));
    }
  }

  /** Number of files. */
  int count() {
    return segments.size();
  }

  /** What one thread reads a file with. */
  MappedInput newInput(int segment) {
    return new MappedInput(files.get(segment), segments.get(segment));
  }

  long bytes() {
    long sum = 0;
    for (MemorySegment segment : segments) {
      sum += segment.byteSize();
    }
    return sum;
  }
}
