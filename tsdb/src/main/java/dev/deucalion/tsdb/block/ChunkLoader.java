package dev.deucalion.tsdb.block;

import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkEncoding;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Copies chunks out of a block's files and verifies them. For one thread. */
final class ChunkLoader {
  /** No encoder makes a chunk as long; what claims to be is not read into memory. */
  private static final int MAX_CHUNK_BYTES = 16 << 20;

  private final ChunkSegments segments;
  private final CRC32C crc = new CRC32C();

  /** The file that was read last, and its number. */
  private MappedInput input;

  private int inputSegment;

  /**
   * @param index by which a ref to no file is reported
   */
  ChunkLoader(ChunkSegments segments, MappedInput index) {
    this.segments = segments;
    this.input = index;
    this.inputSegment = -1;
  }

  /** Fills in the chunk of a ref, but for its times. */
  void load(long ref, ChunkData into) {
    int segment = ChunkSegmentLayout.segment(ref);
    if (segment != inputSegment) {
      if (segment < 0 || segment >= segments.count()) {
        throw input.corrupt(
            0, "a chunk is in " + ChunkSegmentLayout.fileName(segment) + ", which is not there");
      }
      input = segments.newInput(segment);
      inputSegment = segment;
    }
    long offset = ChunkSegmentLayout.offset(ref);
    input.seek(offset);
    long length = input.readUvarint();
    if (length < 0 || length > MAX_CHUNK_BYTES) {
      throw input.corrupt(offset, "chunk of " + Long.toUnsignedString(length) + " bytes");
    }
    int bytes = ChunkSegmentLayout.ENCODING_BYTES + (int) length;
    into.reserve(bytes);
    input.read(into.bytes, 0, bytes);
    int expected = input.readInt();
    crc.reset();
    crc.update(into.bytes, 0, bytes);
    int found = (int) crc.getValue();
    if (expected != found) {
      throw input.corrupt(
          offset, String.format("crc32c of chunk: expected %08x, found %08x", expected, found));
    }
    ChunkEncoding encoding = ChunkEncoding.ofCode(into.bytes[0]);
    if (encoding == null || encoding == ChunkEncoding.NONE) {
      throw input.corrupt(offset, "chunk of encoding " + into.bytes[0] + ", known are 1 to 6");
    }
    into.encoding = encoding;
    into.from = ChunkSegmentLayout.ENCODING_BYTES;
    into.length = (int) length;
  }

  /** The file of the chunk that was loaded last. */
  Path file() {
    return input.file();
  }
}
