package dev.deucalion.server.interop.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random instant vectors. */
final class VectorExpressions {
  private static final String[] EXACT_WINDOWS = {
    "min_over_time",
    "max_over_time",
    "last_over_time",
    "count_over_time",
    "sum_over_time",
    "changes",
    "resets",
    "idelta",
    "present_over_time"
  };

  private final RandomGenerator random;
  private final RangeExpressions ranges;
  private final ScalarExpressions scalars;
  private final HistogramExpressions histograms;

  VectorExpressions(RandomGenerator random) {
    this.random = random;
    ranges = new RangeExpressions(random, this);
    scalars = new ScalarExpressions(random, this);
    histograms = new HistogramExpressions(random, ranges);
  }

  RangeExpressions ranges() {
    return ranges;
  }

  ScalarExpressions scalars() {
    return scalars;
  }

  HistogramExpressions histograms() {
    return histograms;
  }

  static String one(RandomGenerator random, String... of) {
    return of[random.nextInt(of.length)];
  }

  private String one(String... of) {
    return one(random, of);
  }

  /**
   * A vector.
   *
   * @param precision at least as exact as this
   */
  String vector(int depth, Precision precision) {
    if (depth <= 0) {
      return ranges.selector(precision);
    }
    return switch (precision) {
      case SUMMABLE -> summable(depth - 1);
      case EXACT -> random.nextInt(2) == 0 ? exact(depth - 1) : either(depth - 1, precision);
      case CLOSE -> random.nextInt(2) == 0 ? close(depth - 1) : vector(depth, Precision.EXACT);
    };
  }

  private String summable(int depth) {
    if (random.nextInt(3) > 0) {
      return either(depth, Precision.SUMMABLE);
    }
    return switch (random.nextInt(6)) {
      case 0 ->
          "("
              + vector(depth, Precision.SUMMABLE)
              + one(" + ", " - ", " * ")
              + scalars.summable()
              + ")";
      case 1 -> binary(one(" + ", " - "), depth, Precision.SUMMABLE);
      case 2 -> "round(" + vector(depth, Precision.SUMMABLE) + one("", ", 0.5", ", 2") + ")";
      case 3 -> one("ceil", "floor", "sgn") + "(" + vector(depth, Precision.SUMMABLE) + ")";
      case 4 -> one(EXACT_WINDOWS) + "(" + ranges.range(depth, Precision.SUMMABLE) + ")";
      default -> aggregated("sum", "", vector(depth, Precision.SUMMABLE));
    };
  }

  /** What keeps the precision of its operands. */
  private String either(int depth, Precision precision) {
    return switch (random.nextInt(20)) {
      case 0 -> one("-", "+") + "(" + vector(depth, precision) + ")";
      case 1, 2 -> binary(comparison(), depth, precision);
      case 3 -> "(" + vector(depth, precision) + comparison() + scalars.summable() + ")";
      case 4, 5 -> binary(one(" and ", " or ", " unless "), depth, precision);
      case 6, 7 -> aggregated(one("min", "max", "count", "group"), "", vector(depth, precision));
      case 8 ->
          aggregated(
              one("topk", "bottomk"),
              one("1", "2", "3", "0", "-1", "100"),
              ranges.distinct(precision));
      case 9 -> countValues(vector(depth, precision));
      case 10 -> "abs(" + vector(depth, precision) + ")";
      case 11 ->
          one("clamp_min(", "clamp_max(")
              + vector(depth, precision)
              + ", "
              + scalars.summable()
              + ")";
      case 12 -> "clamp(" + vector(depth, precision) + ", " + scalars.summable() + ", 50)";
      case 13 ->
          "label_replace("
              + vector(depth, precision)
              + ", "
              + one(
                  "\"zone\", \"$1\", \"job\", \"(.).*\"",
                  "\"new\", \"x-$1-${2}\", \"instance\", \"(.):(.)\"",
                  "\"path\", \"\", \"path\", \"/\"",
                  "\"job\", \"all\", \"\", \"\"",
                  "\"__name__\", \"m_$1\", \"job\", \"(.*)\"",
                  "\"new\", \"$0$9\", \"nothing\", \".*\"")
              + ")";
      case 14 ->
          "label_join("
              + vector(depth, precision)
              + ", "
              + one(
                  "\"new\", \"-\", \"job\", \"path\"",
                  "\"path\", \"\", \"nothing\"",
                  "\"both\", \",\"",
                  "\"job\", \"/\", \"zone\", \"job\", \"zone\"")
              + ")";
      case 15 ->
          one(
                  "min_over_time",
                  "max_over_time",
                  "last_over_time",
                  "count_over_time",
                  "changes",
                  "resets",
                  "present_over_time")
              + "("
              + ranges.range(depth, precision)
              + ")";
      case 16 -> "absent(" + vector(depth, precision) + ")";
      case 17 -> "absent_over_time(" + ranges.range(depth, precision) + ")";
      case 18 -> histograms.number(depth, precision);
      default ->
          one(
                  "hour",
                  "minute",
                  "month",
                  "year",
                  "day_of_week",
                  "day_of_month",
                  "day_of_year",
                  "days_in_month")
              + "("
              + one(
                  "",
                  "timestamp(" + ranges.offsetSelector(precision) + ")",
                  vector(depth, precision))
              + ")";
    };
  }

  private String exact(int depth) {
    Precision exact = Precision.EXACT;
    return switch (random.nextInt(16)) {
      case 0, 1 -> one("rate", "increase", "irate", "rate") + "(" + ranges.rated() + ")";
      case 2 -> one("delta", "idelta", "deriv", "irate") + "(" + ranges.range(depth, exact) + ")";
      case 3 ->
          random.nextBoolean()
              ? "sum_over_time(" + ranges.range(depth, exact) + ")"
              : one("stddev_over_time", "stdvar_over_time")
                  + "("
                  + ranges.range(depth, Precision.SUMMABLE)
                  + ")";
      case 4 ->
          random.nextInt(3) > 0
              ? "predict_linear(" + ranges.moving(depth, exact) + ", " + scalars.scalar(depth) + ")"
              : "double_exponential_smoothing("
                  + ranges.moving(depth, exact)
                  + one(", 0.5, 0.5)", ", 0.1, 0.9)", ", 0.25, 0.001)", ", 0, 0.5)", ", 0.5, 1)");
      case 5 -> "quantile_over_time(" + quantile(depth) + ", " + ranges.moving(depth, exact) + ")";
      case 6 -> aggregated("quantile", quantile(depth), vector(depth, exact));
      case 7 ->
          "histogram_quantile("
              + quantile(depth)
              + ", "
              + one(
                  "h_bucket",
                  "rate(h_bucket" + one("[1m]", "[5m]") + ")",
                  "sum by (le, job) (h_bucket)",
                  "sum by (le) (h_bucket) - 1e8",
                  vector(depth, exact))
              + ")";
      case 8 -> function() + "(" + vector(depth, exact) + ")";
      case 9, 10 -> withScalar(arithmetic(), depth);
      case 11 -> withVector(arithmetic(), depth);
      case 12, 13 -> binary(arithmetic(), depth, exact);
      case 14 ->
          one(
              "timestamp("
                  + (random.nextBoolean()
                      ? ranges.offsetSelector(exact)
                      : "+(" + exact(depth) + ")")
                  + ")",
              "round(" + vector(depth, exact) + ", " + scalars.scalar(depth) + ")",
              "clamp("
                  + vector(depth, exact)
                  + ", "
                  + scalars.scalar(depth)
                  + ", "
                  + scalars.scalar(depth)
                  + ")",
              "vector(" + scalars.scalar(depth) + ")",
              aggregated(
                  one("topk", "bottomk"), scalars.scalar(depth), ranges.distinct(Precision.EXACT)));
      default -> vector(depth, Precision.SUMMABLE);
    };
  }

  /** What later versions of Prometheus round in another way, where no later step can enlarge it. */
  private String close(int depth) {
    return switch (random.nextInt(9)) {
      case 0 -> aggregated("avg", "", "abs(" + vector(depth, Precision.EXACT) + ")");
      case 1, 2 -> aggregated(one("avg", "stddev", "stdvar"), "", ranges.finite());
      case 3, 4 -> "avg_over_time(" + ranges.counters() + ")";
      case 5 -> aggregated("sum", "", "abs(" + vector(depth, Precision.EXACT) + ")");
      case 6 -> "(" + close(depth) + one(" * ", " / ") + scalars.summable() + ")";
      case 7 -> one("abs", "sqrt", "-") + "(" + close(depth) + ")";
      default -> aggregated(one("min", "max", "group", "count"), "", close(depth));
    };
  }

  private String quantile(int depth) {
    return random.nextInt(6) == 0
        ? scalars.scalar(depth)
        : one("0.5", "0", "1", "0.9", "0.25", "-1", "1.5");
  }

  private String function() {
    return one(
        "exp", "ln", "log2", "log10", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "sinh",
        "cosh", "tanh", "asinh", "acosh", "atanh", "deg", "rad", "ceil", "floor", "round", "sgn");
  }

  private String arithmetic() {
    return one(" + ", " - ", " * ", " / ", " % ", " ^ ", " atan2 ");
  }

  private String comparison() {
    return one(" == ", " != ", " > ", " < ", " >= ", " <= ") + one("", "bool ");
  }

  private String withScalar(String operator, int depth) {
    String vector = operand(operator, depth, Precision.EXACT);
    return "(" + vector + operator + scalars.scalar(depth) + ")";
  }

  private String withVector(String operator, int depth) {
    return "(" + scalars.scalar(depth) + operator + operand(operator, depth, Precision.EXACT) + ")";
  }

  /** Without a name where Prometheus 2.42 keeps it and later ones drop it. */
  private String operand(String operator, int depth, Precision precision) {
    String vector = vector(depth, precision);
    return operator.equals(" atan2 ") ? "-(" + vector + ")" : vector;
  }

  private String binary(String operator, int depth, Precision precision) {
    boolean set =
        operator.equals(" and ") || operator.equals(" or ") || operator.equals(" unless ");
    String matching = "";
    if (random.nextInt(4) > 0) {
      matching = one("on", "ignoring") + " (" + labels() + ") ";
      if (!set && random.nextInt(3) == 0) {
        matching +=
            one("group_left", "group_right") + " (" + one("", "", "version", labels()) + ") ";
      }
    }
    return "("
        + operand(operator, depth, precision)
        + operator
        + matching
        + operand(operator, depth, precision)
        + ")";
  }

  private String aggregated(String operator, String parameter, String vector) {
    // Prometheus takes no notice of start() and end() in parameters.
    String fixed = parameter.replaceAll(" @ (start|end)\\(\\)", "");
    String arguments = "(" + (fixed.isEmpty() ? "" : fixed + ", ") + vector + ")";
    String grouping = one("", one("by", "without") + " (" + labels() + ")");
    return random.nextBoolean()
        ? operator + " " + grouping + " " + arguments
        : operator + arguments + " " + grouping;
  }

  private String countValues(String vector) {
    // Prometheus 2.42 loses one of three labels after "by" from the second step on.
    return "count_values ("
        + one("\"v\"", "\"job\"", "\"a\"")
        + ", "
        + vector
        + ") "
        + one("", "by (instance)", "by (job, le)", "without (" + labels() + ")");
  }

  private String labels() {
    List<String> chosen = new ArrayList<>();
    List<String> all = ranges.labels();
    for (int i = random.nextInt(4); i > 0; i--) {
      chosen.add(all.get(random.nextInt(all.size() - random.nextInt(4))));
    }
    return String.join(", ", chosen.stream().distinct().toList());
  }
}
