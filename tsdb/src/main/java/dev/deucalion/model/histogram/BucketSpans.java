package dev.deucalion.model.histogram;

import java.util.Arrays;

/**
 * Arithmetic on spans, as {@link BucketLayout} has them, by way of the indices of their buckets.
 */
public final class BucketSpans {
  private BucketSpans() {}

  /** Indices of the buckets that the spans name, rising. */
  public static int[] indices(int[] spans) {
    int[] indices = new int[BucketLayout.bucketCount(spans)];
    int at = 0;
    int index = 0;
    for (int i = 0; i < spans.length; i += 2) {
      index += spans[i];
      for (int n = 0; n < spans[i + 1]; n++) {
        indices[at++] = index++;
      }
    }
    return indices;
  }

  /** The fewest spans that name the buckets with these indices, which rise. */
  public static int[] of(int[] indices) {
    int[] spans = new int[indices.length * 2];
    int at = 0;
    int next = 0;
    for (int index : indices) {
      if (at > 0 && index == next) {
        spans[at - 1]++;
      } else {
        spans[at++] = index - next;
        spans[at++] = 1;
      }
      next = index + 1;
    }
    return Arrays.copyOf(spans, at);
  }

  /** Indices that are in at least one of two rising rows, rising. */
  public static int[] union(int[] a, int[] b) {
    int[] union = new int[a.length + b.length];
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < a.length || j < b.length) {
      int next = j == b.length || i < a.length && a[i] < b[j] ? a[i] : b[j];
      union[count++] = next;
      i += i < a.length && a[i] == next ? 1 : 0;
      j += j < b.length && b[j] == next ? 1 : 0;
    }
    return Arrays.copyOf(union, count);
  }

  /** Whether every index of one rising row is in the other. */
  public static boolean containsAll(int[] all, int[] some) {
    int i = 0;
    for (int index : some) {
      while (i < all.length && all[i] < index) {
        i++;
      }
      if (i == all.length || all[i] != index) {
        return false;
      }
    }
    return true;
  }

  /**
   * The counts for more buckets, with 0 for those that are new.
   *
   * @param fromSpans of {@code counts}
   * @param toSpans name all buckets of {@code fromSpans}
   */
  static long[] spread(int[] fromSpans, long[] counts, int[] toSpans) {
    if (Arrays.equals(fromSpans, toSpans)) {
      return counts;
    }
    int[] from = indices(fromSpans);
    int[] to = indices(toSpans);
    long[] result = new long[to.length];
    for (int i = 0, j = 0; i < from.length; i++) {
      while (to[j] != from[i]) {
        j++;
      }
      result[j] = counts[i];
    }
    return result;
  }

  /** As {@link #spread(int[], long[], int[])}. */
  static double[] spread(int[] fromSpans, double[] counts, int[] toSpans) {
    if (Arrays.equals(fromSpans, toSpans)) {
      return counts;
    }
    int[] from = indices(fromSpans);
    int[] to = indices(toSpans);
    double[] result = new double[to.length];
    for (int i = 0, j = 0; i < from.length; i++) {
      while (to[j] != from[i]) {
        j++;
      }
      result[j] = counts[i];
    }
    return result;
  }

  /**
   * Whether a count is lower than it was, or a bucket that had a count is gone.
   *
   * @param spansBefore of {@code before}
   * @param spansAfter of {@code after}
   */
  public static boolean fell(int[] spansBefore, long[] before, int[] spansAfter, long[] after) {
    if (Arrays.equals(spansBefore, spansAfter)) {
      for (int i = 0; i < before.length; i++) {
        if (after[i] < before[i]) {
          return true;
        }
      }
      return false;
    }
    int[] indicesBefore = indices(spansBefore);
    int[] indicesAfter = indices(spansAfter);
    for (int i = 0, j = 0; i < before.length; i++) {
      while (j < after.length && indicesAfter[j] < indicesBefore[i]) {
        j++;
      }
      boolean there = j < after.length && indicesAfter[j] == indicesBefore[i];
      if (there ? after[j] < before[i] : before[i] != 0) {
        return true;
      }
    }
    return false;
  }

  /** As {@link #fell(int[], long[], int[], long[])}. */
  public static boolean fell(int[] spansBefore, double[] before, int[] spansAfter, double[] after) {
    if (Arrays.equals(spansBefore, spansAfter)) {
      for (int i = 0; i < before.length; i++) {
        if (after[i] < before[i]) {
          return true;
        }
      }
      return false;
    }
    int[] indicesBefore = indices(spansBefore);
    int[] indicesAfter = indices(spansAfter);
    for (int i = 0, j = 0; i < before.length; i++) {
      while (j < after.length && indicesAfter[j] < indicesBefore[i]) {
        j++;
      }
      boolean there = j < after.length && indicesAfter[j] == indicesBefore[i];
      if (there ? after[j] < before[i] : before[i] != 0) {
        return true;
      }
    }
    return false;
  }
}
