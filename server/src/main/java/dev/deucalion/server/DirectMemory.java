package dev.deucalion.server;

/**
 * Memory outside of the heap, which buffers of connections take. The network library would let it
 * grow as large as the heap; both together and the rest would be more than a container has.
 */
final class DirectMemory {
  private static final String PROPERTY = "io.netty.maxDirectMemory";
  private static final long LEAST_BYTES = 16L << 20;
  private static final long MOST_BYTES = 512L << 20;

  private DirectMemory() {}

  /** Limits it, before the first connection, unless somebody has done so. */
  static void limit(long heapBytes) {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, String.valueOf(limitBytes(heapBytes)));
    }
  }

  /** A quarter of the heap, within bounds. */
  static long limitBytes(long heapBytes) {
    return Math.clamp(heapBytes / 4, LEAST_BYTES, MOST_BYTES);
  }
}
