package dev.deucalion.promql.testkit;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.BucketSpans;
import dev.deucalion.model.histogram.FloatHistogram;
import java.util.Arrays;

/**
 * Whether two native histograms count as the same: with the same bounds, and counts and sums that
 * are {@link ApproximateEquality approximately} the same. Empty buckets do not matter.
 */
public final class HistogramEquality {
  private HistogramEquality() {}

  /** Compares what the expected histogram says; its hint only where the script gave one. */
  public static boolean equal(HistogramPoint expected, FloatHistogram actual) {
    return equal(expected.histogram(), actual)
        && (!expected.hintGiven() || expected.histogram().resetHint() == actual.resetHint());
  }

  /** Compares all but the hints. */
  public static boolean equal(FloatHistogram a, FloatHistogram b) {
    BucketLayout of = a.layout();
    BucketLayout to = b.layout();
    return of.schema() == to.schema()
        && of.zeroThreshold() == to.zeroThreshold()
        && Arrays.equals(of.customValues(), to.customValues())
        && ApproximateEquality.equal(a.count(), b.count())
        && ApproximateEquality.equal(a.sum(), b.sum())
        && ApproximateEquality.equal(a.zeroCount(), b.zeroCount())
        && equal(of.positiveSpans(), a.positive(), to.positiveSpans(), b.positive())
        && equal(of.negativeSpans(), a.negative(), to.negativeSpans(), b.negative());
  }

  private static boolean equal(int[] spansOfA, double[] a, int[] spansOfB, double[] b) {
    int[] indicesOfA = BucketSpans.indices(spansOfA);
    int[] indicesOfB = BucketSpans.indices(spansOfB);
    int j = nextFilled(b, 0);
    for (int i = nextFilled(a, 0); i < a.length; i = nextFilled(a, i + 1)) {
      if (j == b.length
          || indicesOfA[i] != indicesOfB[j]
          || !ApproximateEquality.equal(a[i], b[j])) {
        return false;
      }
      j = nextFilled(b, j + 1);
    }
    return j == b.length;
  }

  private static int nextFilled(double[] counts, int from) {
    int i = from;
    while (i < counts.length && counts[i] == 0) {
      i++;
    }
    return i;
  }
}
