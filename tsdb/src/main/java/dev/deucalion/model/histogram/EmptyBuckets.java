package dev.deucalion.model.histogram;

import java.util.Arrays;

/**
 * Leaves empty buckets out of histograms, which loses nothing.
 *
 * <p>Spans whose offsets go back or leave the range of an int name no row of buckets. Histograms
 * with such spans are returned as they are; {@link HistogramValidation} refuses most of them.
 */
public final class EmptyBuckets {
  private EmptyBuckets() {}

  /**
   * The histogram without its empty buckets, named by the fewest spans.
   *
   * @param maxGap so many empty buckets between two others stay, or come to be, in one span with
   *     them; 0 leaves none
   */
  public static Histogram compacted(Histogram histogram, int maxGap) {
    BucketLayout layout = histogram.layout();
    if (!isRow(layout)) {
      return histogram;
    }
    return switch (histogram) {
      case IntHistogram h -> {
        int[] positive = closed(used(layout.positiveSpans(), h.positive()), maxGap);
        int[] negative = closed(used(layout.negativeSpans(), h.negative()), maxGap);
        yield new IntHistogram(
            h.resetHint(),
            layout.withSpans(BucketSpans.of(positive), BucketSpans.of(negative)),
            h.zeroCount(),
            h.count(),
            h.sum(),
            picked(layout.positiveSpans(), h.positive(), positive),
            picked(layout.negativeSpans(), h.negative(), negative));
      }
      case FloatHistogram h -> {
        int[] positive = closed(used(layout.positiveSpans(), h.positive()), maxGap);
        int[] negative = closed(used(layout.negativeSpans(), h.negative()), maxGap);
        yield new FloatHistogram(
            h.resetHint(),
            layout.withSpans(BucketSpans.of(positive), BucketSpans.of(negative)),
            h.zeroCount(),
            h.count(),
            h.sum(),
            picked(layout.positiveSpans(), h.positive(), positive),
            picked(layout.negativeSpans(), h.negative(), negative));
      }
    };
  }

  /** Whether the spans of both sides name buckets with rising indices. */
  public static boolean isRow(BucketLayout layout) {
    return isRow(layout.positiveSpans()) && isRow(layout.negativeSpans());
  }

  private static boolean isRow(int[] spans) {
    long end = 0;
    for (int i = 0; i < spans.length; i += 2) {
      end += spans[i] + (long) spans[i + 1];
      if (spans[i + 1] < 0 || i > 0 && spans[i] < 0 || end > Integer.MAX_VALUE) {
        return false;
      }
    }
    return true;
  }

  /** Indices of the buckets with a count. */
  private static int[] used(int[] spans, long[] counts) {
    int[] indices = BucketSpans.indices(spans);
    int used = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        indices[used++] = indices[i];
      }
    }
    return Arrays.copyOf(indices, used);
  }

  private static int[] used(int[] spans, double[] counts) {
    int[] indices = BucketSpans.indices(spans);
    int used = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        indices[used++] = indices[i];
      }
    }
    return Arrays.copyOf(indices, used);
  }

  /** The indices and those between two of them that are no further apart than a gap. */
  private static int[] closed(int[] indices, int maxGap) {
    if (maxGap == 0 || indices.length == 0) {
      return indices;
    }
    int[] closed = new int[Math.multiplyExact(indices.length, maxGap + 1)];
    int count = 0;
    for (int i = 0; i < indices.length; i++) {
      if (i > 0 && (long) indices[i] - indices[i - 1] - 1 <= maxGap) {
        for (int between = indices[i - 1] + 1; between < indices[i]; between++) {
          closed[count++] = between;
        }
      }
      closed[count++] = indices[i];
    }
    return Arrays.copyOf(closed, count);
  }

  /** The counts of some buckets, 0 where the spans do not name them. */
  private static long[] picked(int[] spans, long[] counts, int[] wanted) {
    int[] indices = BucketSpans.indices(spans);
    long[] picked = new long[wanted.length];
    for (int i = 0, j = 0; i < wanted.length; i++) {
      while (j < indices.length && indices[j] < wanted[i]) {
        j++;
      }
      picked[i] = j < indices.length && indices[j] == wanted[i] ? counts[j] : 0;
    }
    return picked;
  }

  private static double[] picked(int[] spans, double[] counts, int[] wanted) {
    int[] indices = BucketSpans.indices(spans);
    double[] picked = new double[wanted.length];
    for (int i = 0, j = 0; i < wanted.length; i++) {
      while (j < indices.length && indices[j] < wanted[i]) {
        j++;
      }
      picked[i] = j < indices.length && indices[j] == wanted[i] ? counts[j] : 0;
    }
    return picked;
  }
}
