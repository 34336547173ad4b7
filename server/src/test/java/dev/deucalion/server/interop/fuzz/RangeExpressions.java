package dev.deucalion.server.interop.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random selectors, and ranges of selectors and subqueries.
 *
 * <p>Prometheus 2.42 still counts the left end of a window. Evaluation times are multiples of 5 s
 * or 1 s after one, steps and offsets are multiples of 5 s, and the ranges of subqueries 3 s more
 * than one: so no time of a subquery is on the left end.
 */
final class RangeExpressions {
  static final String[] COUNTERS = {
    "c_total", "c_total", "d_total", "h_bucket", "h_count", "c_total{path=\"/\"}", "h_sum"
  };

  private static final String[] SUMMABLE = {
    "g",
    "g",
    "s",
    "s",
    "below",
    "level",
    "c_total",
    "c_total",
    "d_total",
    "h_bucket",
    "i",
    "one",
    "h_count",
    "absent"
  };

  private static final String[] MATCHERS = {
    "job=\"api\"",
    "job!=\"api\"",
    "instance=~\"a.*\"",
    "instance!~\"a.*|\"",
    "path=\"\"",
    "path=~\"/|\"",
    "zone=~\"z1|z2\"",
    "job=~\"api|web\", instance!=\"b:2\"",
    "version!=\"\"",
    "le!~\"0.1|.Inf\"",
    "nothing=\"\"",
    "job=\"none\""
  };

  private final RandomGenerator random;
  private final VectorExpressions vectors;

  RangeExpressions(RandomGenerator random, VectorExpressions vectors) {
    this.random = random;
    this.vectors = vectors;
  }

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }

  /** An instant selector. */
  String selector(Precision precision) {
    return bare(precision) + modifiers();
  }

  /** An instant selector of the time of the step, or some time before or after it. */
  String offsetSelector(Precision precision) {
    return bare(precision) + offset();
  }

  private String bare(Precision precision) {
    if (precision != Precision.SUMMABLE && random.nextInt(6) == 0) {
      return "e" + matchers(3);
    }
    if (random.nextInt(25) == 0) {
      return one(
          "{__name__=~\"g|s\"}",
          "{__name__!~\"e|h_.*|whole|broken|mixed\", job=\"api\"}",
          "{job=\"web\", __name__=\"g\"}");
    }
    return one(SUMMABLE) + matchers(3);
  }

  private String matchers(int oneIn) {
    return random.nextInt(oneIn) > 0 ? "" : "{" + one(MATCHERS) + "}";
  }

  String modifiers() {
    String offset = offset();
    String at =
        random.nextInt(10) > 0
            ? ""
            : " @ "
                + one(
                    "start()",
                    "end()",
                    Long.toString((FuzzData.START_MS + 5_000L * random.nextInt(500)) / 1_000 + 1));
    return random.nextBoolean() ? offset + at : at + offset;
  }

  String offset() {
    return random.nextInt(5) > 0 ? "" : " offset " + one("5s", "45s", "2m", "-30s", "-3m", "7m30s");
  }

  /** A range of a selector or a subquery. */
  String range(int depth, Precision precision) {
    if (depth > 0 && random.nextInt(3) == 0) {
      return subquery(vectors.vector(depth - 1, precision)) + modifiers();
    }
    return bare(precision) + window() + modifiers();
  }

  /** A range whose end moves with the step of a range query. */
  String moving(int depth, Precision precision) {
    return depth > 0 && random.nextInt(3) == 0
        ? subquery(vectors.vector(depth - 1, precision))
        : bare(precision) + window();
  }

  /**
   * Counters with labels that no two of them share, whose values are all different.
   *
   * @param precision at least as exact as this
   */
  String distinct(Precision precision) {
    String selector = one("c_total", "d_total", "c_total{path=\"/\"}") + modifiers();
    String root = Precision.EXACT.satisfies(precision) ? "sqrt" : "";
    return one("", "", root, "sum by (job, path) ") + "(" + selector + ")";
  }

  /** Gauges without values that are no numbers. */
  String finite() {
    return one("g", "s", "i", "one") + matchers(3) + modifiers() + " > -1e9 < 1e9";
  }

  /** A range of counters, whose rates both servers extrapolate in the same way. */
  String counters() {
    String selector = one(COUNTERS);
    return random.nextInt(5) == 0
        ? subquery(selector + modifiers()) + modifiers()
        : selector + window() + modifiers();
  }

  /** What both servers know rates of: counters, and gauges that they extrapolate alike. */
  String rated() {
    return random.nextInt(4) > 0
        ? counters()
        : one("below", "level") + matchers(3) + window() + modifiers();
  }

  String window() {
    return one("[20s]", "[1m]", "[1m]", "[2m]", "[5m]", "[5m]", "[7m30s]", "[15m]");
  }

  String subquery(String vector) {
    return "("
        + vector
        + ")"
        + one("[1m3s:10s]", "[2m3s:15s]", "[5m3s:1m]", "[4m3s:]", "[8s:5s]", "[12m3s:45s]");
  }

  /** Labels for grouping and matching. */
  List<String> labels() {
    return List.of("job", "instance", "path", "zone", "le", "version", "nothing", "__name__");
  }
}
