package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.BucketSpans;
import dev.deucalion.model.histogram.FloatHistogram;
import java.util.Arrays;

/**
 * Whether two histograms are the same to {@code ==}: the same buckets, also the empty ones, with
 * the same bits. Hints do not count.
 */
public final class HistogramEquality {
  private HistogramEquality() {}

  /** Whether they are the same to the bit, in the same buckets. */
  public static boolean areEqual(FloatHistogram a, FloatHistogram b) {
    BucketLayout layoutA = a.layout();
    BucketLayout layoutB = b.layout();
    return layoutA.schema() == layoutB.schema()
        && layoutA.zeroThreshold() == layoutB.zeroThreshold()
        && CustomBounds.areEqual(layoutA.customValues(), layoutB.customValues())
        && bits(a.count()) == bits(b.count())
        && bits(a.sum()) == bits(b.sum())
        && bits(a.zeroCount()) == bits(b.zeroCount())
        && haveSameBits(a.positive(), b.positive())
        && haveSameBits(a.negative(), b.negative())
        && nameSameBuckets(layoutA.positiveSpans(), layoutB.positiveSpans())
        && nameSameBuckets(layoutA.negativeSpans(), layoutB.negativeSpans());
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static boolean haveSameBits(double[] a, double[] b) {
    if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < a.length; i++) {
      if (bits(a[i]) != bits(b[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean nameSameBuckets(int[] a, int[] b) {
    return Arrays.equals(a, b) || Arrays.equals(BucketSpans.indices(a), BucketSpans.indices(b));
  }
}
