package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.FloatHistogram;

/**
 * Takes observations on one side of a value away. Of a bucket around the value the share stays that
 * interpolation puts on the side to keep; from a bucket without end nothing or all, unless it goes
 * down from a positive bound: then it is taken to begin at 0.
 *
 * <p>Where anything goes, the sum is estimated anew from the middles of what stays of the buckets.
 */
public final class HistogramTrim {
  private final FloatHistogram histogram;
  private final double limit;

  /** Whether observations below the limit stay, or else those above it. */
  private final boolean below;

  private final boolean custom;
  private double count;
  private double sum;
  private boolean trimmed;

  private HistogramTrim(FloatHistogram histogram, double limit, boolean below) {
    this.histogram = histogram;
    this.limit = limit;
    this.below = below;
    this.custom = histogram.layout().usesCustomBuckets();
  }

  /** Keeps the observations below a value; the histogram itself when that is all. */
  public static FloatHistogram keepBelow(FloatHistogram histogram, double limit) {
    return new HistogramTrim(histogram, limit, true).result();
  }

  /** Keeps the observations above a value; the histogram itself when that is all. */
  public static FloatHistogram keepAbove(FloatHistogram histogram, double limit) {
    return new HistogramTrim(histogram, limit, false).result();
  }

  private FloatHistogram result() {
    double[] positive = trimSide(new BucketCursor().positive(histogram), true);
    double[] negative = trimSide(new BucketCursor().negative(histogram), false);
    double zeroCount = histogram.zeroCount();
    if (zeroCount > 0) {
      zeroCount = trimZeroBucket();
    }
    if (!trimmed) {
      return histogram;
    }
    return BucketCompaction.compact(
        new FloatHistogram(
            histogram.resetHint(), histogram.layout(), zeroCount, count, sum, positive, negative));
  }

  private double[] trimSide(BucketCursor cursor, boolean positive) {
    double[] kept = (positive ? histogram.positive() : histogram.negative()).clone();
    while (cursor.next()) {
      double bucketCount = cursor.count();
      if (bucketCount != 0) {
        double lower = cursor.lower();
        double upper = cursor.upper();
        double stays;
        if (below ? upper <= limit : lower >= limit) {
          stays = bucketCount;
          keep(stays, middle(lower, upper, positive));
        } else if (below ? lower < limit : upper > limit) {
          stays = trimWithin(lower, upper, bucketCount, positive);
        } else {
          stays = 0;
          trimmed = true;
        }
        trimmed |= stays != bucketCount;
        kept[cursor.position()] = stays;
      }
    }
    return kept;
  }

  private void keep(double observations, double value) {
    count += observations;
    sum += value * observations;
  }

  /** Trims a bucket around the limit; returns how many observations stay. */
  private double trimWithin(double lower, double upper, double bucketCount, boolean positive) {
    double stays;
    double value;
    if (lower == Double.NEGATIVE_INFINITY) {
      boolean fromZero = upper > 0 && upper != Double.POSITIVE_INFINITY;
      if (below) {
        boolean share = fromZero && limit > 0;
        boolean all = upper <= 0;
        stays = share ? bucketCount * limit / upper : all ? bucketCount : 0;
        value = share ? limit / 2 : all ? limit : finite(upper);
      } else {
        boolean share = fromZero && limit >= 0;
        boolean all = limit == Double.NEGATIVE_INFINITY;
        stays = all ? bucketCount : share ? bucketCount * (1 - limit / upper) : 0;
        value = all ? 0 : share ? (limit + upper) / 2 : finite(upper);
      }
    } else if (upper == Double.POSITIVE_INFINITY) {
      boolean all = !below && limit >= lower;
      stays = all ? bucketCount : 0;
      value = all ? limit : finite(lower);
    } else {
      double under = limit <= lower ? 0 : limit >= upper ? bucketCount : shareBelow(lower, upper);
      under = limit > lower && limit < upper ? bucketCount * under : under;
      stays = below ? under : bucketCount - under;
      value = below ? middle(lower, limit, positive) : middle(limit, upper, positive);
    }
    keep(stays, value);
    return stays;
  }

  private double shareBelow(double lower, double upper) {
    return custom
        ? BucketShare.linear(lower, upper, limit)
        : BucketShare.exponential(lower, upper, limit);
  }

  private static double finite(double bound) {
    return Double.isInfinite(bound) ? 0 : bound;
  }

  /** The value that stands for the observations between two bounds. */
  private double middle(double lower, double upper, boolean positive) {
    if (Double.isInfinite(lower)) {
      return Double.isInfinite(upper) ? 0 : upper > 0 ? upper / 2 : upper;
    }
    if (Double.isInfinite(upper)) {
      return lower;
    }
    if (custom) {
      return (lower + upper) / 2;
    }
    double mean = Math.sqrt(Math.abs(lower * upper));
    return positive ? mean : -mean;
  }

  /** Trims the zero bucket, which is all on one side when only that side has buckets. */
  private double trimZeroBucket() {
    double threshold = histogram.layout().zeroThreshold();
    boolean hasPositive = hasObservations(histogram.positive());
    boolean hasNegative = hasObservations(histogram.negative());
    double lower = hasPositive && !hasNegative ? 0 : -threshold;
    double upper = hasNegative && !hasPositive ? 0 : threshold;
    double all = histogram.zeroCount();
    double stays;
    double value;
    if (limit <= lower || limit >= upper) {
      boolean whole = below == limit > lower;
      stays = whole ? all : 0;
      value = whole ? (lower + upper) / 2 : 0;
    } else {
      double share = below ? (limit - lower) / (upper - lower) : (upper - limit) / (upper - lower);
      stays = all * share;
      value = below ? (lower + limit) / 2 : (limit + upper) / 2;
    }
    trimmed |= stays != all;
    sum += value * stays;
    count += stays;
    return stays;
  }

  private static boolean hasObservations(double[] counts) {
    for (double count : counts) {
      if (count != 0) {
        return true;
      }
    }
    return false;
  }
}
