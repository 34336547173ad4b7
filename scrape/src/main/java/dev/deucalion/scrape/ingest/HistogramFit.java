package dev.deucalion.scrape.ingest;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.EmptyBuckets;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.scrape.options.HistogramOptions;
import org.jspecify.annotations.Nullable;

/** Makes native histograms as coarse as a job wants them. */
final class HistogramFit {
  /** A factor that no schema is finer than. */
  private static final double FINEST_FACTOR = 1.00271;

  private final long bucketLimit;
  private final int maxSchema;

  HistogramFit(HistogramOptions options) {
    bucketLimit = options.bucketLimit();
    maxSchema = maxSchema(options.minBucketFactor());
  }

  /** The finest schema whose buckets are wider than the one before by this factor at least. */
  static int maxSchema(double minBucketFactor) {
    double factor = minBucketFactor <= 1 ? FINEST_FACTOR : minBucketFactor;
    double schema = Math.floor(-log2(log2(factor)));
    return (int)
        Math.clamp(
            schema, BucketLayout.MIN_EXPONENTIAL_SCHEMA, BucketLayout.MAX_EXPONENTIAL_SCHEMA);
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  /**
   * The histogram, coarser where it has to be; null where it cannot be made to fit. One whose spans
   * name no buckets stays as it is.
   */
  @Nullable Histogram fit(Histogram histogram) {
    int schema = histogram.layout().schema();
    if (!EmptyBuckets.isRow(histogram.layout())) {
      return histogram;
    }
    Histogram fitted =
        BucketLayout.isKnownExponential(schema) ? histogram.withSchemaAtMost(maxSchema) : histogram;
    while (bucketLimit > 0 && buckets(fitted) > bucketLimit) {
      schema = fitted.layout().schema();
      if (schema <= BucketLayout.MIN_EXPONENTIAL_SCHEMA
          || schema > BucketLayout.MAX_EXPONENTIAL_SCHEMA) {
        return null;
      }
      fitted = fitted.withSchemaAtMost(schema - 1);
    }
    return fitted;
  }

  private static long buckets(Histogram histogram) {
    BucketLayout layout = histogram.layout();
    return (long) BucketLayout.bucketCount(layout.positiveSpans())
        + BucketLayout.bucketCount(layout.negativeSpans());
  }
}
