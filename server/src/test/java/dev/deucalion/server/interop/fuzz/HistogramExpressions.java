package dev.deucalion.server.interop.fuzz;

import java.util.random.RandomGenerator;

/**
 * Random expressions of native histograms: what Prometheus 2.42 knows of them and later versions
 * did not change. It has neither differences nor products, averages or labels replaced of
 * histograms, and finds quantiles by another interpolation.
 */
final class HistogramExpressions {
  private static final String[] PURE = {
    "whole", "broken", "whole{job=\"api\"}", "broken{path=\"/\"}", "whole{instance=~\"a.*\"}"
  };

  /** Prometheus 2.42 takes histograms of integers for others that the same selector read before. */
  private static final String[] ANY = {"whole", "broken", "mixed", "{__name__=~\"whole|mixed\"}"};

  private final RandomGenerator random;
  private final RangeExpressions ranges;

  HistogramExpressions(RandomGenerator random, RangeExpressions ranges) {
    this.random = random;
    this.ranges = ranges;
  }

  private String one(String... of) {
    return VectorExpressions.one(random, of);
  }

  /**
   * A vector of histograms, and of floats where they are mixed.
   *
   * @param precision at least as exact as this
   */
  String vector(int depth, Precision precision) {
    if (depth <= 0) {
      return one(ANY) + ranges.modifiers();
    }
    return switch (random.nextInt(9)) {
      case 0, 1 ->
          precision == Precision.SUMMABLE ? sum(vector(depth - 1, precision)) : rate(one(ANY));
      case 2 ->
          precision == Precision.CLOSE
              ? sum("rate(" + one(PURE) + ranges.window() + ranges.modifiers() + ")")
              : sum(vector(depth - 1, Precision.SUMMABLE));
      case 3 -> "(" + pure(precision) + " and " + matching() + pure(precision) + ")";
      case 4, 5 ->
          "("
              + vector(depth - 1, precision)
              + one(" and ", " or ", " unless ")
              + matching()
              + vector(depth - 1, precision)
              + ")";
      case 6 -> "+(" + vector(depth - 1, precision) + ")";
      default -> one(ANY) + ranges.modifiers();
    };
  }

  /**
   * Sums by {@code +}, or their counts and sums of observations. Where resets collide, later
   * versions have no result: so nothing may stand around them that makes more of no result.
   */
  String added(Precision precision) {
    return one("", "", "histogram_count", "histogram_sum", "+")
        + "("
        + pure(precision)
        + " + "
        + matching()
        + pure(precision)
        + ")";
  }

  /** Histograms alone, as they are or their rates. */
  private String pure(Precision precision) {
    return precision == Precision.SUMMABLE || random.nextBoolean()
        ? one(PURE) + ranges.modifiers()
        : rate(one(PURE));
  }

  /** Over samples as they are: those of a sum come and go, and it would be cut at zero. */
  private String rate(String selector) {
    String range =
        random.nextInt(5) == 0
            ? ranges.subquery(selector + ranges.modifiers()) + ranges.modifiers()
            : selector + ranges.window() + ranges.modifiers();
    return one("rate", "increase", "rate", "delta") + "(" + range + ")";
  }

  private String sum(String vector) {
    return "sum " + one("", "by (job) ", "by (path, job) ", "without (path) ") + "(" + vector + ")";
  }

  private String matching() {
    return one("", "on (job, instance, path) ", "ignoring (version) ", "on (instance) ");
  }

  /** Floats that are known of histograms. */
  String number(int depth, Precision precision) {
    String vector = vector(depth, precision);
    return switch (random.nextInt(9)) {
      case 0, 1 -> "histogram_count(" + vector + ")";
      case 2, 3 -> "histogram_sum(" + vector + ")";
      case 4 ->
          one("count", "group") + one("", " by (job)", " without (path)") + "(" + vector + ")";
      case 5 ->
          one("count_over_time", "present_over_time", "absent_over_time")
              + "("
              + one(ANY)
              + ranges.window()
              + ranges.modifiers()
              + ")";
      case 6 -> one("absent(", "timestamp(") + one(ANY) + ranges.offset() + ")";
      case 7 ->
          precision == Precision.CLOSE
              ? "histogram_fraction("
                  + one("-Inf, +Inf", "-Inf, 8", "1, 4", "2, +Inf", "4, 1", "NaN, 1")
                  + ", "
                  + one(PURE)
                  + ranges.modifiers()
                  + ")"
              : "histogram_count(" + vector + ")";
      default ->
          "histogram_quantile("
              + one("-1", "1.5", "NaN", "-Inf")
              + ", "
              + one(PURE)
              + ranges.modifiers()
              + ")";
    };
  }
}
