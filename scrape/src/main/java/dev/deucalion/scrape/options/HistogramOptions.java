package dev.deucalion.scrape.options;

/**
 * What is made of histograms.
 *
 * @param scrapeNative whether native histograms are asked for and taken
 * @param keepClassic whether classic series are kept where there is a native histogram too
 * @param convertClassic whether classic histograms become native ones with custom buckets
 * @param bucketLimit most buckets of a native histogram, 0 for any number; one with more is made
 *     coarser until it fits
 * @param minBucketFactor by what factor a bucket is to be wider than the one before at least;
 *     histograms with finer buckets are made coarser. Up to 1 has no effect
 */
public record HistogramOptions(
    boolean scrapeNative,
    boolean keepClassic,
    boolean convertClassic,
    long bucketLimit,
    double minBucketFactor) {
  /** Classic histograms only, as they come. */
  public static final HistogramOptions DEFAULTS = new HistogramOptions(false, false, false, 0, 0);

  /** Checks that the limit is none below 0. */
  public HistogramOptions {
    if (bucketLimit < 0) {
      throw new IllegalArgumentException("a limit below 0");
    }
  }

  /** These options with native histograms asked for and taken, or not. */
  public HistogramOptions withScrapeNative(boolean yes) {
    return new HistogramOptions(yes, keepClassic, convertClassic, bucketLimit, minBucketFactor);
  }

  /** These options with classic series kept beside native histograms, or not. */
  public HistogramOptions withKeepClassic(boolean yes) {
    return new HistogramOptions(scrapeNative, yes, convertClassic, bucketLimit, minBucketFactor);
  }

  /** These options with classic histograms made native ones, or not. */
  public HistogramOptions withConvertClassic(boolean yes) {
    return new HistogramOptions(scrapeNative, keepClassic, yes, bucketLimit, minBucketFactor);
  }

  /** These options with other bounds of how fine buckets may be. */
  public HistogramOptions withResolution(long limit, double factor) {
    return new HistogramOptions(scrapeNative, keepClassic, convertClassic, limit, factor);
  }
}
