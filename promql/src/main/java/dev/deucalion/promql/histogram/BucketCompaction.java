package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.BucketSpans;
import dev.deucalion.model.histogram.FloatHistogram;
import java.util.Arrays;

/** Takes away buckets without observations. */
public final class BucketCompaction {
  private BucketCompaction() {}

  /** The same histogram with the fewest spans and no empty bucket; itself where it is that. */
  public static FloatHistogram compact(FloatHistogram h) {
    BucketLayout layout = h.layout();
    if (isCompact(layout.positiveSpans(), h.positive())
        && isCompact(layout.negativeSpans(), h.negative())) {
      return h;
    }
    return new FloatHistogram(
        h.resetHint(),
        layout.withSpans(
            spans(layout.positiveSpans(), h.positive()),
            spans(layout.negativeSpans(), h.negative())),
        h.zeroCount(),
        h.count(),
        h.sum(),
        withoutEmpty(h.positive()),
        withoutEmpty(h.negative()));
  }

  private static boolean isCompact(int[] spans, double[] counts) {
    for (int i = 0; i < spans.length; i += 2) {
      if (spans[i + 1] == 0 || i > 0 && spans[i] == 0) {
        return false;
      }
    }
    for (double count : counts) {
      if (count == 0) {
        return false;
      }
    }
    return true;
  }

  private static int[] spans(int[] spans, double[] counts) {
    int[] indices = BucketSpans.indices(spans);
    int kept = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        indices[kept++] = indices[i];
      }
    }
    return BucketSpans.of(Arrays.copyOf(indices, kept));
  }

  private static double[] withoutEmpty(double[] counts) {
    double[] result = new double[counts.length];
    int kept = 0;
    for (double count : counts) {
      if (count != 0) {
        result[kept++] = count;
      }
    }
    return kept == counts.length ? counts : Arrays.copyOf(result, kept);
  }
}
