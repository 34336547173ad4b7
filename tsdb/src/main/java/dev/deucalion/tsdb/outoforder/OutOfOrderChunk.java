package dev.deucalion.tsdb.outoforder;

/**
 * A chunk of samples that came out of order.
 *
 * @param ref where the chunk is kept
 * @param number rises with each chunk of the head
 */
record OutOfOrderChunk(long ref, long minTimeMs, long maxTimeMs, long number) {
  boolean overlaps(long fromMs, long toMs) {
    return minTimeMs <= toMs && maxTimeMs >= fromMs;
  }
}
