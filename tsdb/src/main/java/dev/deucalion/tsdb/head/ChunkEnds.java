package dev.deucalion.tsdb.head;

/**
 * Says where chunks of floats end, once a quarter of the wanted samples is there to tell their
 * rate.
 *
 * <p>If all series filled their chunks in step, all would need the memory of a full chunk at the
 * same moment. So a series has a phase of its own, made from its id: with {@code n} chunks of the
 * wanted length in a chunk range, ends lie {@code range / (n - 1)} apart, and the first one
 * anywhere within that distance. First and last chunk of the range are one of these together, so a
 * series has no more than {@code n}, and half a chunk is open on average.
 */
final class ChunkEnds {
  /** A last chunk that would be smaller than this part of the others goes into the one before. */
  private static final double SMALLEST_LAST = 0.125;

  /** With fewer chunks in a range, they are of equal length. */
  private static final int MIN_STAGGERED = 3;

  private ChunkEnds() {}

  /**
   * When the chunk after this one should begin.
   *
   * @param id of the series
   * @param startMs time of the chunk's first sample
   * @param lastMs time of its last sample, a quarter of the wanted ones being there
   * @param latestMs end of the chunk range
   * @param rangeMs length of the chunk range
   * @return after {@code lastMs}, at most {@code latestMs}
   */
  static long nextChunkMs(int id, long startMs, long lastMs, long latestMs, long rangeMs) {
    double wantedMs = (lastMs - startMs + 1) * 4.0;
    double inRange = Math.floor(rangeMs / wantedMs);
    if (inRange < MIN_STAGGERED) {
      double left = Math.floor((latestMs - startMs) / wantedMs);
      return left <= 1 ? latestMs : (long) (startMs + (latestMs - startMs) / left);
    }
    double distanceMs = rangeMs / (inRange - 1);
    double firstMs = latestMs - rangeMs + phase(id) * distanceMs;
    double passed = Math.floor((lastMs - firstMs) / distanceMs) + 1;
    double endMs = firstMs + passed * distanceMs;
    boolean lastIsTooSmall = latestMs - endMs < distanceMs * SMALLEST_LAST;
    return lastIsTooSmall ? latestMs : Math.max(lastMs + 1, (long) endMs);
  }

  /** A number from 0 to 1, exclusive, evenly spread over any run of ids. */
  private static double phase(int id) {
    return (id * 0x9E3779B97F4A7C15L >>> 11) * 0x1p-53;
  }
}
