package dev.deucalion.tsdb.chunk;

/**
 * Gets the chunks that files have from before, in the order in which they were written. A ref is
 * good for {@link FullChunks#read} as long as its file is not dropped.
 */
public interface HeadChunkConsumer {
  /** Leaves all chunks where they are. */
  HeadChunkConsumer NOBODY = (seriesRef, chunkRef, minTimeMs, maxTimeMs, encoding) -> true;

  /**
   * A chunk whose checksum is right.
   *
   * @param seriesRef WAL ref of its series, not 0
   * @param minTimeMs time of its first sample
   * @param maxTimeMs time of its last sample
   * @param encoding code of its {@link ChunkEncoding}, with {@link
   *     HeadChunkLayout#OUT_OF_ORDER_BIT} where its samples came out of order
   * @return false when it contradicts those before it; then it and all later ones are dropped
   */
  boolean chunk(long seriesRef, long chunkRef, long minTimeMs, long maxTimeMs, int encoding);
}
