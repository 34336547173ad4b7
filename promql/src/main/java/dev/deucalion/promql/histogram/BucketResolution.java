package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;

/** Merges exponential buckets into wider ones. */
public final class BucketResolution {
  private BucketResolution() {}

  /**
   * The same observations in the buckets of a lower schema; the histogram itself when it has the
   * schema already. The hint is gone otherwise: nobody has compared it with another one of so few
   * buckets.
   *
   * @param h with exponential buckets
   * @param schema not above that of the histogram, and not {@link BucketLayout#CUSTOM_BUCKETS}
   */
  public static FloatHistogram reduce(FloatHistogram h, int schema) {
    BucketLayout layout = h.layout();
    int difference = layout.schema() - schema;
    if (difference == 0) {
      return h;
    }
    if (difference < 0 || layout.usesCustomBuckets() || schema == BucketLayout.CUSTOM_BUCKETS) {
      throw new IllegalArgumentException("schema " + layout.schema() + " to " + schema);
    }
    BucketRow positive = new BucketRow();
    positive.set(layout.positiveSpans(), h.positive());
    positive.reduce(difference);
    BucketRow negative = new BucketRow();
    negative.set(layout.negativeSpans(), h.negative());
    negative.reduce(difference);
    return new FloatHistogram(
        CounterResetHint.UNKNOWN,
        BucketLayout.exponential(
            schema, layout.zeroThreshold(), positive.spans(), negative.spans()),
        h.zeroCount(),
        h.count(),
        h.sum(),
        positive.counts(false),
        negative.counts(false));
  }
}
