package dev.deucalion.tsdb.chunk;

import java.io.Closeable;
import java.io.IOException;

/**
 * Keeps chunks that are done. {@link #add} and {@link #flush} are for the owner of the head's write
 * lock; {@link #read} is for any thread that got the ref under the read lock.
 */
public sealed interface FullChunks extends Closeable permits MemoryChunks, HeadChunkFiles {
  /** Most bytes of a chunk of floats. */
  int MAX_CHUNK_BYTES = 1024;

  /**
   * Adds a chunk.
   *
   * @param seriesRef WAL ref of its series
   * @param minTimeMs time of its first sample
   * @param maxTimeMs time of its last sample
   * @param encoding code of its {@link ChunkEncoding}, with {@link
   *     HeadChunkLayout#OUT_OF_ORDER_BIT} where its samples came out of order
   * @param bytes at most {@link HeadChunkLayout#MAX_CHUNK_BYTES}
   * @return a ref, not negative; good for reading after {@link #flush}
   */
  long add(
      long seriesRef,
      long minTimeMs,
      long maxTimeMs,
      int encoding,
      byte[] chunk,
      int from,
      int bytes);

  /** Makes the chunks added since the last call readable. */
  void flush();

  /**
   * Copies a chunk.
   *
   * @throws java.io.UncheckedIOException when it cannot be read or is damaged
   */
  void read(long ref, ChunkData into);

  /**
   * Lets go of chunks whose last sample is before a time, as far as they lie together; nobody reads
   * them any more. For the thread that adds.
   *
   * @param firstNeeded ref of the first chunk that has to stay whatever its age, or {@link
   *     Long#MAX_VALUE}
   */
  void dropBefore(long timeMs, long firstNeeded);

  /**
   * Lets go of memory that reading took, as far as the chunks are in files: for whoever read many
   * of them that will not be read again soon. Any thread may call it, and others read meanwhile.
   */
  void unload();

  /** What is known of the files; under the head's read lock. */
  ChunkFileStats fileStats();

  @Override
  void close() throws IOException;
}
