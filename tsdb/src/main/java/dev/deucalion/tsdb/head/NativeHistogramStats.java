package dev.deucalion.tsdb.head;

/**
 * Series of native histograms.
 *
 * @param series whose newest sample is one
 * @param buckets that these samples name
 */
public record NativeHistogramStats(long series, long buckets) {
  /** Where there are none. */
  static final NativeHistogramStats NONE = new NativeHistogramStats(0, 0);
}
