package dev.deucalion.promql.kernel;

import java.util.Arrays;

/**
 * Sorts doubles in the order of {@link Double#compare}, in pieces that are then merged, so that
 * sorting millions of them can be ended in between. Keeps a buffer between calls.
 */
final class StridedSort {
  /** Sorting fewer takes about a millisecond. */
  private static final int PIECE = 1 << 14;

  /** As how many units of work sorting a value counts. */
  private static final int SORT_COST = 8;

  private double[] buffer = {};

  /** Sorts {@code values[0..size)}. */
  void sort(double[] values, int size, Work work) {
    for (int from = 0; from < size; from += PIECE) {
      int to = Math.min(from + PIECE, size);
      work.add((long) SORT_COST * (to - from));
      Arrays.sort(values, from, to);
    }
    buffer = Buffers.atLeast(size > PIECE ? size : 0, buffer, work);
    double[] from = values;
    double[] into = buffer;
    boolean isInBuffer = false;
    for (long width = PIECE; width < size; width *= 2) {
      merge(from, into, size, width, work);
      double[] merged = into;
      into = from;
      from = merged;
      isInBuffer = !isInBuffer;
    }
    if (isInBuffer) {
      System.arraycopy(from, 0, values, 0, size);
    }
  }

  /** Merges each two neighbours of sorted pieces. */
  private static void merge(double[] from, double[] into, int size, long width, Work work) {
    for (long start = 0; start < size; start += 2 * width) {
      int middle = (int) Math.min(start + width, size);
      int end = (int) Math.min(start + 2 * width, size);
      int left = (int) start;
      int right = middle;
      for (int at = left; at < end; ) {
        int strideEnd = work.strideEnd(at, end);
        for (; at < strideEnd; at++) {
          boolean takesLeft =
              right == end || left < middle && Double.compare(from[left], from[right]) <= 0;
          into[at] = takesLeft ? from[left++] : from[right++];
        }
      }
    }
  }
}
