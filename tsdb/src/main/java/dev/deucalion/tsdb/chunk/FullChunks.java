package dev.deucalion.tsdb.chunk;

import java.io.Closeable;
import java.io.IOException;

/**
 * Keeps chunks that are done. {@link #add} and {@link #flush} are for the owner of the head's write
 * lock; {@link #read} is for any thread that got the ref under the read lock.
 */
public sealed interface FullChunks extends Closeable permits MemoryChunks, HeadChunkFiles {
  /** Most bytes of a chunk. */
  int MAX_CHUNK_BYTES = 1024;

  /** Bytes of an array for {@link #read}, with the padding that the decoder needs. */
  int READ_BUFFER_BYTES = 64 + MAX_CHUNK_BYTES + XorDecoder.PADDING_BYTES;

  /**
   * Adds a chunk.
   *
   * @param seriesRef of its series
   * @param minTimeMs time of its first sample
   * @param maxTimeMs time of its last sample
   * @return a ref, not negative; good for reading after {@link #flush}
   */
  long add(long seriesRef, long minTimeMs, long maxTimeMs, byte[] chunk, int from, int bytes);

  /** Makes the chunks added since the last call readable. */
  void flush();

  /**
   * Copies a chunk into an array of at least {@link #READ_BUFFER_BYTES}.
   *
   * @return where in the array it begins and how long it is: {@code from << 32 | bytes}
   * @throws java.io.UncheckedIOException when it cannot be read or is damaged
   */
  long read(long ref, byte[] target);

  /** Bytes of chunks in files. */
  long fileBytes();

  @Override
  void close() throws IOException;
}
