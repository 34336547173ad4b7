package dev.deucalion.promql.kernel;

/**
 * Buffers that kernels keep between series. Each method gives a buffer of at least so many places:
 * the one that there is or a larger one, all zeros, whose bytes count as held before it is made.
 * They grow by factors, so that they are seldom counted.
 */
final class Buffers {
  /** As many as an array may have. */
  private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

  private Buffers() {}

  static int[] atLeast(int places, int[] kept, Work work) {
    return places <= kept.length
        ? kept
        : new int[counted(places, kept.length, Integer.BYTES, work)];
  }

  static long[] atLeast(int places, long[] kept, Work work) {
    return places <= kept.length ? kept : new long[counted(places, kept.length, Long.BYTES, work)];
  }

  static double[] atLeast(int places, double[] kept, Work work) {
    return places <= kept.length
        ? kept
        : new double[counted(places, kept.length, Double.BYTES, work)];
  }

  private static int counted(int places, int kept, int bytesOfPlace, Work work) {
    int length = (int) Math.max(places, Math.min(2L * kept, MAX_LENGTH));
    work.hold((long) bytesOfPlace * (length - kept));
    return length;
  }
}
