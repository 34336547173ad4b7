package dev.deucalion.tsdb.block;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The mapped files of a block: index and chunks. Whoever reads holds it meanwhile; when the last
 * one lets go, the files are unmapped. Safe for use by many threads.
 */
final class MappedBlock {
  private final Arena arena;
  private final IndexReader index;
  private final ChunkSegments chunks;
  private final long indexBytes;

  /** Readers, and the owner until it closes the block. */
  private int holders = 1;

  private boolean closed;

  private MappedBlock(Arena arena, FileOps files, Path dir) throws IOException {
    this.arena = arena;
    Path indexFile = dir.resolve(IndexLayout.FILE_NAME);
    MemorySegment indexSegment = map(files, indexFile);
    indexBytes = indexSegment.byteSize();
    index = IndexReader.open(indexFile, indexSegment);
    Path chunkDir = dir.resolve(ChunkSegmentLayout.DIRECTORY);
    List<Path> paths = new ArrayList<>();
    List<MemorySegment> segments = new ArrayList<>();
    for (String name : ChunkSegmentLayout.fileNames(files.list(chunkDir))) {
      Path path = chunkDir.resolve(name);
      paths.add(path);
      segments.add(map(files, path));
    }
    chunks = ChunkSegments.open(paths, segments);
  }

  private MemorySegment map(FileOps files, Path file) throws IOException {
    return files.map(file, files.size(file), arena);
  }

  /**
   * Maps the files of a block; the caller holds the result.
   *
   * @throws IOException when that failed, or the disk does not give what is read of them now
   */
  static MappedBlock open(FileOps files, Path dir) throws IOException {
    Arena arena = Arena.ofShared();
    try {
      return new MappedBlock(arena, files, dir);
    } catch (InternalError e) {
      // So the JVM says that it met a fault in a mapping.
      arena.close();
      throw new IOException("cannot read the files of " + dir + ": " + e.getMessage(), e);
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  /** Bytes of memory for the symbols of the index. */
  long symbolTableBytes() {
    return index.symbols().memoryBytes();
  }

  IndexReader index() {
    return index;
  }

  ChunkSegments chunks() {
    return chunks;
  }

  /** Bytes of the files. */
  long bytes() {
    return indexBytes + chunks.bytes();
  }

  /**
   * One holder more.
   *
   * @throws IllegalStateException when the block is closed, whoever still reads it
   */
  synchronized void acquire() {
    if (closed) {
      throw new IllegalStateException("the block is closed");
    }
    holders++;
  }

  /** One holder less. */
  synchronized void release() {
    holders--;
    if (holders == 0) {
      arena.close();
    }
  }

  /** Lets the owner go, once; readers stay. */
  synchronized void close() {
    if (!closed) {
      closed = true;
      release();
    }
  }
}
