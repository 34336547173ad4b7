package dev.deucalion.promql.engine;

import java.util.random.RandomGenerator;

/**
 * Random queries of the functions, aggregations and operators that {@link NaiveEngine} knows but
 * for rounding: so nothing is compared, counted or ranked that they give.
 *
 * <p>Beside {@code m} and {@code n}, which are floats, there are the histograms {@code h} and the
 * classic buckets {@code q}.
 */
final class RandomFunctions {
  private final RandomGenerator random;
  private final RandomExpressions floats;

  RandomFunctions(RandomGenerator random) {
    this.random = random;
    this.floats = RandomExpressions.ofFloats(random);
  }

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }

  /** An instant vector. */
  String vector() {
    String inner =
        switch (random.nextInt(8)) {
          case 0 -> aggregation();
          case 1, 2 -> overTime();
          case 3 -> ofEachValue();
          case 4 -> ofLabels();
          case 5 -> histogram();
          case 6 -> operator();
          default -> extended();
        };
    return switch (random.nextInt(5)) {
      case 0 -> "-(" + inner + ")";
      case 1 -> one("max", "min") + grouping() + "(" + inner + ")";
      default -> inner;
    };
  }

  private String aggregation() {
    String vector = floats.vector(2);
    return switch (random.nextInt(6)) {
      case 4 ->
          "count(limitk"
              + grouping()
              + "("
              + one("1", "2", "0", "-1", "1.9")
              + ", "
              + vector
              + "))";
      case 5 -> "limit_ratio(" + one("0.5", "-0.5", "0.1", "-0.9", "0", "1") + ", " + vector + ")";
      case 0 -> "quantile" + grouping() + "(" + constantPhi() + ", " + vector + ")";
      case 1 ->
          one("topk", "bottomk") + grouping() + "(" + one("1", "2", "0") + ", " + vector + ")";
      case 2 -> "count_values" + grouping() + "(\"v\", " + vector + ")";
      default -> one("stddev", "stdvar", "group") + grouping() + "(" + vector + ")";
    };
  }

  private String overTime() {
    String range = range();
    return switch (random.nextInt(7)) {
      case 0 -> "quantile_over_time(" + phi() + ", " + range + ")";
      case 1 -> one("stddev_over_time", "stdvar_over_time", "mad_over_time") + "(" + range + ")";
      case 2 -> "deriv(" + range + ")";
      case 3 -> "predict_linear(" + range + ", " + one("60", "-30", "time() / 100") + ")";
      case 4 -> "double_exponential_smoothing(" + range + ", 0.3, " + one("0.6", "0.1") + ")";
      case 5 -> one("present_over_time", "absent_over_time") + "(" + range + ")";
      default -> "ts_of_" + one("first", "last", "min", "max") + "_over_time(" + range + ")";
    };
  }

  private String range() {
    return random.nextInt(4) == 0
        ? "(" + floats.vector(1) + ")" + one("[3m:1m]", "[2m:20s]", "[150s:]")
        : selector()
            + one("[1m]", "[2m]", "[5m]", "[step() + 1m]", "[min_of(range() / 3, 4m)]", "[2 * 75]")
            + one(
                "", "", " offset 45s", " @ 400", " offset -step()", " offset (max_of(3, 9s) * 5)");
  }

  private String selector() {
    return one("m", "n", "m{a=\"1\"}", "n{b!=\"1\"}");
  }

  private String ofEachValue() {
    String vector = floats.vector(2);
    return switch (random.nextInt(5)) {
      case 0 ->
          one("hour", "minute", "day_of_week", "day_of_month", "day_of_year", "days_in_month")
              + one("()", "(vector(time() * 86400))");
      case 1 -> "clamp(" + vector + ", " + one("-5, 50", "3, 4", "9, 8") + ")";
      case 2 -> one("clamp_min", "clamp_max", "round") + "(" + vector + ", " + one("2", "10") + ")";
      case 3 ->
          "("
              + vector
              + ") * scalar("
              + selector()
              + ") + "
              + one("time() - pi()", "min_of(time(), 400)", "max_of(step(), scalar(m))")
              + one("", " - start() / end()", " + range()");
      default ->
          one(
                  "abs", "ceil", "floor", "round", "sqrt", "exp", "ln", "log2", "log10", "sgn",
                  "sin", "cos", "tanh", "atan", "deg", "rad")
              + "("
              + vector
              + ")";
    };
  }

  private String ofLabels() {
    String vector = floats.vector(2);
    return switch (random.nextInt(6)) {
      case 5 ->
          random.nextBoolean()
              ? one("sort", "sort_desc") + "(" + vector + ")"
              : one("sort_by_label", "sort_by_label_desc") + "(" + vector + ", \"a\")";
      case 0 -> "absent(" + one("m{a=\"7\"}", "m{a=\"0\", b=~\"1\"}", vector) + ")";
      case 1 -> "timestamp(" + one("m", "n offset 45s", "m @ 400", "-(" + vector + ")") + ")";
      case 2 -> "label_join(" + vector + one(", \"x\", \"-\", \"a\", \"b\")", ", \"a\", \"\")");
      default ->
          "label_replace("
              + vector
              + ", "
              + one(
                  "\"x\", \"<$1>\", \"b\", \"(.*)\"",
                  "\"a\", \"$0\", \"c\", \"[12]\"",
                  "\"c\", \"\", \"a\", \".+\"",
                  "\"__name__\", \"r\", \"b\", \"0\"")
              + ")";
    };
  }

  private String histogram() {
    String range = one("[2m]", "[5m]") + one("", " offset 45s");
    String summed = "sum" + grouping() + "(rate(h" + range + "))";
    String vector = one("h", "h{a=\"1\"}", "rate(h" + range + ")", summed);
    return switch (random.nextInt(7)) {
      case 6 ->
          "histogram_quantiles("
              + one(vector, "q", "increase(q" + range + ")")
              + ", \"phi\", 0.5, "
              + one("0.9", "1, 0.25", "0")
              + ")";
      case 3 ->
          "histogram_count("
              + one("h{a=\"0\"}", "rate(h{a=\"0\"}[5m])", "sum(h{a=\"0\"})")
              + one(" </ ", " >/ ")
              + one("0", "1", "-3", "2.5", "+Inf", "-Inf", "time() / 200")
              + ")";
      case 2 ->
          "histogram_fraction("
              + one("-Inf, 2", "0, 1", "0.3, 4", "-3, +Inf", "2, 1", "NaN, 1", "time() / 300, 9")
              + ", "
              + vector
              + ")";
      case 0 -> one("histogram_stddev", "histogram_stdvar", "histogram_avg") + "(" + vector + ")";
      case 1 -> "histogram_quantile(" + phi() + ", " + vector + ")";
      default ->
          "histogram_quantile("
              + phi()
              + ", "
              + one(
                  "q",
                  "q{a=\"1\"}",
                  "q offset 45s",
                  "increase(q" + range + ")",
                  "sum by (le) (rate(q" + range + "))",
                  "sum by (le, a) (q)",
                  "m")
              + ")";
    };
  }

  private String operator() {
    String left = floats.vector(1);
    String right = floats.vector(1);
    if (random.nextInt(3) == 0) {
      return "(" + left + ")" + one(" ^ ", " atan2 ", " % ") + one("2", "0.5", "-1");
    }
    String fill =
        one("", " fill (7)", " fill_left (1)", " fill_right (-1)", " fill_left (0) fill_right (5)");
    return "("
        + left
        + ") "
        + one("+", "-", "*", "/", "%", "^", "atan2", "<", ">=", "== bool", "<= bool")
        + one(" on (a)", " on (a, b)", " ignoring (c)", " on (a, b, c)")
        + one("", "", " group_left ()", " group_left (c)")
        + fill
        + " ("
        + right
        + ")";
  }

  private String extended() {
    String modifiers = one("", "", " offset 45s", " @ 400");
    return switch (random.nextInt(4)) {
      case 0 -> selector() + " smoothed" + modifiers;
      case 1 ->
          one("rate", "increase", "delta")
              + "("
              + selector()
              + one("[1m]", "[5m]")
              + " smoothed"
              + modifiers
              + ")";
      default ->
          one("rate", "increase", "delta", "resets", "changes")
              + "("
              + selector()
              + one("[1m]", "[5m]")
              + " anchored"
              + modifiers
              + ")";
    };
  }

  private String phi() {
    return random.nextInt(8) == 0 ? "time() / 900" : constantPhi();
  }

  /** Of an operand that is the same at all steps, Prometheus takes that of the first step only. */
  private String constantPhi() {
    return one("0", "0.1", "0.5", "0.9", "1", "-1", "2", "NaN");
  }

  private String grouping() {
    return one("", " by (a) ", " by (b, c) ", " without (a) ", " without (b, c) ");
  }
}
