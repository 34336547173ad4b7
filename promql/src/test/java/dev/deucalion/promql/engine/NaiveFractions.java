package dev.deucalion.promql.engine;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.BinaryOp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts of native histograms: {@code histogram_fraction} and counts of what is trimmed. */
final class NaiveFractions {
  private NaiveFractions() {}

  static Map<Labels, NaiveValue> of(double lower, double upper, Map<Labels, NaiveValue> vector) {
    Map<Labels, NaiveValue> out = new LinkedHashMap<>();
    vector.forEach((labels, value) -> {
      if (value instanceof NaiveHistogram h) {
        NaiveEngine.put(
            out, NaiveEngine.nameless(labels), new NaiveValue.Number(of(lower, upper, h)));
      } else if (labels.has("le")) {
        throw new NaiveEngine.LeftOpen();
      }
    });
    return out;
  }

  /**
   * How many observations are left below a limit, or above it; histograms without bounds of their
   * own.
   */
  static Map<Labels, NaiveValue> trimmedCounts(
      BinaryOp op, Map<Labels, NaiveValue> vector, double limit) {
    Map<Labels, NaiveValue> out = new LinkedHashMap<>();
    vector.forEach((labels, value) -> {
      if (value instanceof NaiveHistogram h) {
        if (h.isCustom()) {
          throw new NaiveEngine.LeftOpen();
        }
        double below = Double.isNaN(limit) ? Double.NaN : below(limit, h);
        double left = op == BinaryOp.TRIM_UPPER ? below : h.count() - below;
        NaiveEngine.put(out, NaiveEngine.nameless(labels), new NaiveValue.Number(left));
      }
    });
    return out;
  }

  private static double of(double lower, double upper, NaiveHistogram h) {
    if (h.count() == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
      return Double.NaN;
    }
    return lower >= upper ? 0 : (below(upper, h) - below(lower, h)) / h.count();
  }

  /** How many observations are below a value. */
  private static double below(double value, NaiveHistogram h) {
    double count = 0;
    List<NaiveQuantiles.Bucket> buckets = NaiveQuantiles.buckets(h);
    for (NaiveQuantiles.Bucket bucket : buckets) {
      count += bucket.count() * share(value, bucket, h.isCustom());
    }
    return Math.min(count, h.count());
  }

  /** Which part of a bucket is below a value. */
  private static double share(double value, NaiveQuantiles.Bucket bucket, boolean custom) {
    double upper = bucket.upper();
    // What has no buckets below zero has no observations there.
    double lower = custom && upper >= 0 ? Math.max(0, bucket.lower()) : bucket.lower();
    if (value <= lower) {
      return 0;
    }
    if (value >= upper) {
      return 1;
    }
    // Nobody knows where in a bucket without an end the observations are.
    if (Double.isInfinite(lower)) {
      return 1;
    }
    if (Double.isInfinite(upper)) {
      return 0;
    }
    if (custom || lower <= 0 && upper >= 0) {
      return (value - lower) / (upper - lower);
    }
    return Math.log(value / lower) / Math.log(upper / lower);
  }
}
