package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.number.Kahan;

/** Estimates the variance of observations. */
public final class HistogramVariance {
  private HistogramVariance() {}

  /**
   * The variance, as if all observations of a bucket were in its middle: the arithmetic one for
   * custom buckets, the geometric one for exponential ones, 0 for the zero bucket.
   */
  public static double of(FloatHistogram h) {
    boolean custom = h.layout().usesCustomBuckets();
    double mean = h.sum() / h.count();
    double variance = 0;
    double lost = 0;
    BucketCursor cursor = new BucketCursor().ascending(h);
    while (cursor.next()) {
      if (cursor.count() != 0) {
        double delta = middle(cursor, custom) - mean;
        double share = cursor.count() * delta * delta;
        double next = variance + share;
        lost = Kahan.lost(variance, share, next, lost);
        variance = next;
      }
    }
    return (variance + lost) / h.count();
  }

  private static double middle(BucketCursor bucket, boolean custom) {
    double lower = bucket.lower();
    double upper = bucket.upper();
    if (custom) {
      return (upper + lower) / 2;
    }
    if (lower <= 0 && upper >= 0) {
      return 0;
    }
    double middle = Math.sqrt(upper * lower);
    return upper < 0 ? -middle : middle;
  }
}
