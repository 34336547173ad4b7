package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;

/** Multiplies and divides all counts and the sum of a histogram by a number. */
public final class HistogramScaling {
  private static final int[] NO_SPANS = {};
  private static final double[] NO_COUNTS = {};

  private HistogramScaling() {}

  /** The buckets stay, also where they become empty. By a negative number it becomes a gauge. */
  public static FloatHistogram multiply(FloatHistogram h, double factor) {
    return new FloatHistogram(
        hint(h, factor),
        h.layout(),
        h.zeroCount() * factor,
        h.count() * factor,
        h.sum() * factor,
        products(h.positive(), factor),
        products(h.negative(), factor));
  }

  /** The buckets stay, but divided by 0 they go. By a negative number it becomes a gauge. */
  public static FloatHistogram divide(FloatHistogram h, double divisor) {
    boolean withoutBuckets = divisor == 0;
    BucketLayout layout = withoutBuckets ? h.layout().withSpans(NO_SPANS, NO_SPANS) : h.layout();
    return new FloatHistogram(
        hint(h, divisor),
        layout,
        h.zeroCount() / divisor,
        h.count() / divisor,
        h.sum() / divisor,
        withoutBuckets ? NO_COUNTS : quotients(h.positive(), divisor),
        withoutBuckets ? NO_COUNTS : quotients(h.negative(), divisor));
  }

  private static CounterResetHint hint(FloatHistogram h, double by) {
    return by < 0 ? CounterResetHint.GAUGE : h.resetHint();
  }

  private static double[] products(double[] counts, double factor) {
    double[] result = new double[counts.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = counts[i] * factor;
    }
    return result;
  }

  private static double[] quotients(double[] counts, double divisor) {
    double[] result = new double[counts.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = counts[i] / divisor;
    }
    return result;
  }
}
