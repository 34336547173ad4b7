package dev.deucalion.tsdb.chunk;

/**
 * What is known of the files of full chunks.
 *
 * @param bytes of all files
 * @param written counter of chunks written
 * @param corruptions counter of places where files of an earlier run were bad
 */
public record ChunkFileStats(long bytes, long written, long corruptions) {
  /** Where there are no files. */
  public static final ChunkFileStats NONE = new ChunkFileStats(0, 0, 0);
}
