package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.FloatHistogram;

/**
 * Estimates which share of a native histogram's observations is between two values; the counterpart
 * of {@link NativeQuantile}, with the same interpolation.
 */
public final class NativeFraction {
  private final BucketCursor bucket = new BucketCursor();
  private boolean nansLeftOut;

  /**
   * The share of observations above one value, up to another one: NaN without observations. Those
   * of NaN count among all, but are in no share.
   */
  public double fraction(double lower, double upper, FloatHistogram h) {
    nansLeftOut = false;
    if (h.count() == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
      return Double.NaN;
    }
    if (lower >= upper) {
      return 0;
    }
    double inBuckets = 0;
    double rank = 0;
    double lowerRank = Double.NaN;
    double upperRank = Double.NaN;
    boolean hasLower = false;
    boolean hasUpper = false;
    bucket.ascending(h);
    while (!(hasLower && hasUpper) && bucket.next()) {
      inBuckets += bucket.count();
      double start = start(h);
      double end = end(h);
      if (!hasLower && (start >= lower || end > lower)) {
        hasLower = true;
        lowerRank = start >= lower ? rank : rankWithin(h, start, end, lower, rank);
      }
      if (!hasUpper && (start >= upper || end > upper)) {
        hasUpper = true;
        upperRank = start >= upper ? rank : rankWithin(h, start, end, upper, rank);
      }
      rank += bucket.count();
    }
    double all = h.count();
    if (Double.isNaN(h.sum())) {
      while (bucket.next()) {
        inBuckets += bucket.count();
      }
      nansLeftOut = inBuckets < h.count();
      all = inBuckets;
    }
    lowerRank = !hasLower || lowerRank > all ? all : lowerRank;
    upperRank = !hasUpper || upperRank > all ? all : upperRank;
    return (upperRank - lowerRank) / h.count();
  }

  private boolean aroundZero() {
    return bucket.lower() <= 0 && bucket.upper() >= 0;
  }

  /** Lower bound; 0 for a bucket around zero when there are positive buckets alone. */
  private double start(FloatHistogram h) {
    boolean fromZero = aroundZero() && h.negative().length == 0 && h.positive().length > 0;
    return fromZero ? 0 : bucket.lower();
  }

  /** Upper bound; 0 for a bucket around zero when there are negative buckets alone. */
  private double end(FloatHistogram h) {
    boolean toZero = aroundZero() && h.positive().length == 0 && h.negative().length > 0;
    return toZero ? 0 : bucket.upper();
  }

  /** How many observations are up to a value within the bucket. */
  private double rankWithin(
      FloatHistogram h, double start, double end, double value, double rankBefore) {
    if (!h.layout().usesCustomBuckets() && !aroundZero()) {
      return rankBefore + bucket.count() * BucketShare.exponential(start, end, value);
    }
    // Without a lower bound there is nothing to interpolate: all of the bucket counts.
    return start == Double.NEGATIVE_INFINITY
        ? bucket.count()
        : rankBefore + bucket.count() * BucketShare.linear(start, end, value);
  }

  /** Whether there were observations of NaN at the last answer. */
  public boolean nansLeftOut() {
    return nansLeftOut;
  }
}
