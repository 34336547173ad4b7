package dev.deucalion.model.histogram;

/**
 * Brings histograms with exponential buckets down to a lower schema, in which 2^n neighbouring
 * buckets are one: bucket i of a schema is within bucket {@code ceil(i / 2^n)} of the schema n
 * below it.
 */
public final class HistogramResolution {
  private HistogramResolution() {}

  /**
   * The same observations in the buckets of a lower schema.
   *
   * @param histogram with exponential buckets and without a problem of its spans
   * @param schema not above that of the histogram
   */
  public static Histogram reduce(Histogram histogram, int schema) {
    BucketLayout layout = histogram.layout();
    int levels = layout.schema() - schema;
    if (levels < 0 || layout.usesCustomBuckets()) {
      throw new IllegalArgumentException("schema " + layout.schema() + " to " + schema);
    }
    if (levels == 0) {
      return histogram;
    }
    int[] positive = reduced(layout.positiveSpans(), levels);
    int[] negative = reduced(layout.negativeSpans(), levels);
    BucketLayout lower =
        BucketLayout.exponential(
            schema,
            layout.zeroThreshold(),
            BucketSpans.of(distinct(positive)),
            BucketSpans.of(distinct(negative)));
    return switch (histogram) {
      case IntHistogram h ->
          new IntHistogram(
              h.resetHint(),
              lower,
              h.zeroCount(),
              h.count(),
              h.sum(),
              merged(positive, h.positive()),
              merged(negative, h.negative()));
      case FloatHistogram h ->
          new FloatHistogram(
              h.resetHint(),
              lower,
              h.zeroCount(),
              h.count(),
              h.sum(),
              merged(positive, h.positive()),
              merged(negative, h.negative()));
    };
  }

  /** The index that each bucket's counts go to; rising, with repetitions. */
  private static int[] reduced(int[] spans, int levels) {
    int shift = Math.min(levels, Integer.SIZE - 1);
    int[] indices = BucketSpans.indices(spans);
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (int) (((long) indices[i] - 1 >> shift) + 1);
    }
    return indices;
  }

  private static int[] distinct(int[] rising) {
    int[] result = new int[distinctCount(rising)];
    int at = 0;
    for (int i = 0; i < rising.length; i++) {
      if (i == 0 || rising[i] != rising[i - 1]) {
        result[at++] = rising[i];
      }
    }
    return result;
  }

  private static int distinctCount(int[] rising) {
    int count = 0;
    for (int i = 0; i < rising.length; i++) {
      count += i == 0 || rising[i] != rising[i - 1] ? 1 : 0;
    }
    return count;
  }

  private static long[] merged(int[] targets, long[] counts) {
    long[] result = new long[distinctCount(targets)];
    int at = -1;
    for (int i = 0; i < counts.length; i++) {
      at += i == 0 || targets[i] != targets[i - 1] ? 1 : 0;
      result[at] += counts[i];
    }
    return result;
  }

  private static double[] merged(int[] targets, double[] counts) {
    double[] result = new double[distinctCount(targets)];
    int at = -1;
    for (int i = 0; i < counts.length; i++) {
      at += i == 0 || targets[i] != targets[i - 1] ? 1 : 0;
      result[at] += counts[i];
    }
    return result;
  }
}
