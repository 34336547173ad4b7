package dev.deucalion.model.histogram;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a histogram's parts agree with each other. The texts are those of Prometheus, which
 * clients see.
 */
public final class HistogramValidation {
  private static final String MISMATCH =
      "histogram spans specify different number of buckets than provided";

  private HistogramValidation() {}

  /** What is wrong with a histogram, or null. */
  public static @Nullable String problem(Histogram histogram) {
    return switch (histogram) {
      case IntHistogram h -> intProblem(h);
      case FloatHistogram h -> floatProblem(h);
    };
  }

  private static @Nullable String intProblem(IntHistogram h) {
    String problem =
        layoutProblem(h.layout(), h.positive().length, h.negative().length, h.zeroCount() != 0);
    if (problem == null) {
      problem = prefixed("negative side: ", bucketProblem(h.negative()));
    }
    if (problem == null) {
      problem = prefixed("positive side: ", bucketProblem(h.positive()));
    }
    if (problem != null) {
      return problem;
    }
    long inBuckets = h.zeroCount() + total(h.positive()) + total(h.negative());
    boolean nan = Double.isNaN(h.sum());
    // Observations of NaN are in no bucket.
    if (nan ? Long.compareUnsigned(inBuckets, h.count()) <= 0 : inBuckets == h.count()) {
      return null;
    }
    return Long.toUnsignedString(inBuckets)
        + " observations found in buckets, but the Count field is "
        + Long.toUnsignedString(h.count())
        + (nan
            ? ": histogram's observation count should be at least the number of observations found"
                + " in the buckets"
            : ": histogram's observation count should equal the number of observations found in"
                + " the buckets (in absence of NaN)");
  }

  private static @Nullable String floatProblem(FloatHistogram h) {
    String problem =
        layoutProblem(h.layout(), h.positive().length, h.negative().length, h.zeroCount() != 0);
    if (problem == null) {
      problem = prefixed("negative side: ", bucketProblem(h.negative()));
    }
    if (problem != null) {
      return problem;
    }
    if (h.zeroCount() < 0) {
      return "zero bucket has observation count of "
          + text(h.zeroCount())
          + ": histogram has a bucket whose observation count is negative";
    }
    if (h.count() < 0) {
      return "observation count is  "
          + text(h.count())
          + ": histogram's observation count is negative";
    }
    return prefixed("positive side: ", bucketProblem(h.positive()));
  }

  private static @Nullable String layoutProblem(
      BucketLayout layout, int positive, int negative, boolean zeroCount) {
    if (layout.usesCustomBuckets()) {
      return customProblem(layout, positive, negative, zeroCount);
    }
    int schema = layout.schema();
    if (schema < BucketLayout.MIN_EXPONENTIAL_SCHEMA
        || schema > BucketLayout.MAX_EXPONENTIAL_SCHEMA) {
      return "histogram has an invalid schema, which must be between -4 and 8 for exponential"
          + " buckets, or -53 for custom buckets, got schema "
          + schema;
    }
    String problem = prefixed("positive side: ", spanProblem(layout.positiveSpans(), positive, 1));
    if (problem == null) {
      problem = prefixed("negative side: ", spanProblem(layout.negativeSpans(), negative, 1));
    }
    if (problem == null && layout.customValues().length > 0) {
      problem = "histogram with exponential schema must not have custom bounds";
    }
    return problem;
  }

  private static @Nullable String customProblem(
      BucketLayout layout, int positive, int negative, boolean zeroCount) {
    String problem = boundsProblem(layout.customValues());
    if (problem == null) {
      problem = spanProblem(layout.positiveSpans(), positive, 0);
    }
    if (problem == null) {
      problem = coverProblem(layout);
    }
    if (problem != null) {
      return "custom buckets: " + problem;
    }
    if (zeroCount) {
      return "custom buckets: must have zero count of 0";
    }
    if (layout.zeroThreshold() != 0) {
      return "custom buckets: must have zero threshold of 0";
    }
    if (layout.negativeSpans().length > 0) {
      return "custom buckets: must not have negative spans";
    }
    return negative > 0 ? "custom buckets: must not have negative buckets" : null;
  }

  private static @Nullable String boundsProblem(double[] bounds) {
    for (int i = 0; i < bounds.length; i++) {
      if (Double.isNaN(bounds[i])) {
        return "histogram custom bounds must not be NaN";
      }
      if (i > 0 && bounds[i] <= bounds[i - 1]) {
        return String.format(
            Locale.ROOT,
            "previous bound is %f and current is %f: histogram custom bounds must be in strictly"
                + " increasing order",
            bounds[i - 1],
            bounds[i]);
      }
    }
    return bounds.length > 0 && bounds[bounds.length - 1] == Double.POSITIVE_INFINITY
        ? "last +Inf bound must not be explicitly defined: histogram custom bounds must be finite"
        : null;
  }

  private static @Nullable String coverProblem(BucketLayout layout) {
    long covered = 0;
    int[] spans = layout.positiveSpans();
    for (int i = 0; i < spans.length; i += 2) {
      covered += spans[i] + Integer.toUnsignedLong(spans[i + 1]);
    }
    int bounds = layout.customValues().length;
    return bounds + 1 < covered
        ? "only "
            + bounds
            + " custom bounds defined which is insufficient to cover total span length of "
            + covered
            + ": histogram custom bounds are too few"
        : null;
  }

  /**
   * What is wrong with spans.
   *
   * @param firstChecked the first span, from 0, whose offset must not be negative
   */
  private static @Nullable String spanProblem(int[] spans, int buckets, int firstChecked) {
    long needed = 0;
    for (int i = 0; i < spans.length; i += 2) {
      if (i / 2 >= firstChecked && spans[i] < 0) {
        return "span number "
            + (i / 2 + 1)
            + " with offset "
            + spans[i]
            + ": histogram has a span whose offset is negative";
      }
      needed += Integer.toUnsignedLong(spans[i + 1]);
    }
    return needed == buckets
        ? null
        : "spans need " + needed + " buckets, have " + buckets + " buckets: " + MISMATCH;
  }

  private static @Nullable String bucketProblem(long[] counts) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 0) {
        return negativeBucket(i, Long.toString(counts[i]));
      }
    }
    return null;
  }

  private static @Nullable String bucketProblem(double[] counts) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 0) {
        return negativeBucket(i, text(counts[i]));
      }
    }
    return null;
  }

  private static String negativeBucket(int i, String count) {
    return "bucket number "
        + (i + 1)
        + " has observation count of "
        + count
        + ": histogram has a bucket whose observation count is negative";
  }

  private static long total(long[] counts) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  private static @Nullable String prefixed(String prefix, @Nullable String problem) {
    return problem == null ? null : prefix + problem;
  }

  /** A negative count with the fewest digits that stand for it. */
  private static String text(double count) {
    return Double.isInfinite(count)
        ? "-Inf"
        : new BigDecimal(Double.toString(count)).stripTrailingZeros().toPlainString();
  }
}
