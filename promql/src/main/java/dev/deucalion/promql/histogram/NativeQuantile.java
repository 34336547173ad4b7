package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.number.GoExp;
import dev.deucalion.promql.number.GoLog;

/**
 * Estimates quantiles of native histograms. Within a bucket, observations are taken to be spread
 * evenly, on a linear scale for custom buckets and the zero bucket, else on a logarithmic one.
 *
 * <p>Observations of NaN are in no bucket; they count as greater than all others.
 */
public final class NativeQuantile {
  /** What observations of NaN did to an answer. */
  public enum NanEffect {
    /** Nothing to say. */
    NONE,
    /** The answer is higher than it would be without them. */
    SKEWED,
    /** The answer is NaN. */
    RESULT
  }

  private final BucketCursor bucket = new BucketCursor();
  private NanEffect nanEffect = NanEffect.NONE;

  /**
   * The value that so large a share of the observations does not exceed: NaN without observations,
   * infinite for shares below 0 or above 1.
   */
  public double quantile(double phi, FloatHistogram h) {
    nanEffect = NanEffect.NONE;
    if (phi < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (phi > 1) {
      return Double.POSITIVE_INFINITY;
    }
    if (h.count() == 0 || Double.isNaN(phi)) {
      return Double.NaN;
    }
    // The way from the nearer end adds up fewer counts. NaNs are behind the upper end.
    boolean forward = Double.isNaN(h.sum()) || phi < 0.5;
    double rank = forward ? phi * h.count() : (1 - phi) * h.count();
    if (forward) {
      bucket.ascending(h);
    } else {
      bucket.descending(h);
    }
    double count = 0;
    boolean reached = false;
    while (!reached && bucket.next()) {
      if (bucket.count() != 0) {
        count += bucket.count();
        reached = count >= rank;
      }
    }
    return within(h, forward, rank, count);
  }

  /** The value of a rank in the bucket that the cursor is on; {@code reached} is up to its end. */
  private double within(FloatHistogram h, boolean forward, double rank, double reached) {
    double lower = bucket.lower();
    double upper = bucket.upper();
    boolean custom = h.layout().usesCustomBuckets();
    if (custom) {
      if (lower == Double.NEGATIVE_INFINITY) {
        if (upper <= 0) {
          return upper;
        }
        lower = 0;
      } else if (upper == Double.POSITIVE_INFINITY) {
        return lower;
      }
    } else if (lower < 0 && upper > 0) {
      boolean noNegative = h.negative().length == 0;
      boolean noPositive = h.positive().length == 0;
      lower = noNegative && !noPositive ? 0 : lower;
      upper = noPositive && !noNegative ? 0 : upper;
    }
    double count = reached > h.count() ? h.count() : reached;
    boolean mayHaveNans = Double.isNaN(h.sum());
    if (count < rank) {
      nanEffect = mayHaveNans ? NanEffect.RESULT : NanEffect.NONE;
      return mayHaveNans ? Double.NaN : upper;
    }
    double rankInBucket = forward ? rank - (count - bucket.count()) : count - rank;
    if (mayHaveNans && bucket.next()) {
      // As Prometheus does it: the look at what is left of the buckets ends on the last one.
      do {
        count += bucket.count();
      } while (bucket.next());
      lower = bucket.lower();
      upper = bucket.upper();
    }
    if (mayHaveNans && count < h.count()) {
      nanEffect = NanEffect.SKEWED;
    }
    double fraction = rankInBucket / bucket.count();
    return custom || lower <= 0 && upper >= 0
        ? lower + (upper - lower) * fraction
        : exponential(lower, upper, fraction);
  }

  private static double exponential(double lower, double upper, double fraction) {
    double logLower = GoLog.log2(Math.abs(lower));
    double logUpper = GoLog.log2(Math.abs(upper));
    return lower > 0
        ? GoExp.exp2(logLower + (logUpper - logLower) * fraction)
        : -GoExp.exp2(logUpper + (logLower - logUpper) * (1 - fraction));
  }

  /** What observations of NaN did to the last answer. */
  public NanEffect nanEffect() {
    return nanEffect;
  }
}
