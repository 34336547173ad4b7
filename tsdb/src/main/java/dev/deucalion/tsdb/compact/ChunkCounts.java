package dev.deucalion.tsdb.compact;

import dev.deucalion.model.stats.ValueCounts;

/**
 * Chunks that went from the head into a block.
 *
 * @param bytes of each chunk
 * @param samples of each chunk
 * @param seconds from the first sample of each chunk to its last one
 */
public record ChunkCounts(ValueCounts bytes, ValueCounts samples, ValueCounts seconds) {
  /** Of none. */
  public static final ChunkCounts NONE =
      new ChunkCounts(ValueCounts.NONE, ValueCounts.NONE, ValueCounts.NONE);
}
