package dev.deucalion.promql.engine;

import java.util.List;
import java.util.random.RandomGenerator;

/** Random queries of the part of PromQL that {@link NaiveEngine} knows. */
final class RandomExpressions {
  private static final List<String> FLOAT_SELECTORS =
      List.of("m", "n", "m{a=\"1\"}", "n{b!=\"1\"}", "m{c=~\"1|2\"}", "{__name__=~\"m|n\"}");
  private static final List<String> MIXED_SELECTORS =
      List.of("m", "h", "h", "h{a=\"1\"}", "h{b!=\"1\"}", "x", "{__name__=~\"m|h|x\"}");
  private static final List<String> WINDOW_FUNCTIONS =
      List.of(
          "first_over_time",
          "resets",
          "changes",
          "rate",
          "increase",
          "delta",
          "irate",
          "idelta",
          "sum_over_time",
          "avg_over_time",
          "min_over_time",
          "max_over_time",
          "count_over_time",
          "last_over_time");
  private static final List<String> FLOAT_OPERATORS =
      List.of("+", "-", "*", "%", "> bool", "!=", "<=", "<", ">=");

  /** Rounding decides whether computed histograms are equal, so they are not compared. */
  private static final List<String> MIXED_OPERATORS = List.of("+", "-", "*", "/", "> bool", "<=");

  private static final List<String> LABELS = List.of("a", "b", "c");

  private static final List<String> STATISTICS =
      List.of("histogram_count", "histogram_sum", "histogram_avg");

  private final RandomGenerator random;
  private final boolean hasHistograms;

  private RandomExpressions(RandomGenerator random, boolean hasHistograms) {
    this.random = random;
    this.hasHistograms = hasHistograms;
  }

  /** Of {@code m} and {@code n}, which are floats. */
  static RandomExpressions ofFloats(RandomGenerator random) {
    return new RandomExpressions(random, false);
  }

  /** Also of {@code h}, which are histograms, and of {@code x}, which are both. */
  static RandomExpressions ofAll(RandomGenerator random) {
    return new RandomExpressions(random, true);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** An instant vector. */
  String vector(int depth) {
    int kind = depth == 0 ? random.nextInt(2) : random.nextInt(9);
    if (hasHistograms && depth > 0 && random.nextInt(8) == 0) {
      return one(STATISTICS) + "(" + withoutOperators() + ")";
    }
    return switch (kind) {
      case 0 -> selector() + modifiers();
      case 1 -> one(WINDOW_FUNCTIONS) + "(" + range(depth) + ")";
      case 2, 3 ->
          one(List.of("sum", "avg", "min", "max", "count", "group"))
              + grouping()
              + "("
              + vector(depth - 1)
              + ")";
      case 4 -> "(" + vector(depth - 1) + ") " + one(List.of("+", "/", "> bool", "<=")) + " 2";
      case 5 -> "3 " + one(List.of("-", "*", ">")) + " (" + vector(depth - 1) + ")";
      case 6 -> "-(" + vector(depth - 1) + ")";
      case 7 ->
          "("
              + vector(depth - 1)
              + ") "
              + one(List.of("and", "or", "unless"))
              + matching()
              + "("
              + vector(depth - 1)
              + ")";
      default ->
          "("
              + vector(depth - 1)
              + ") "
              + one(hasHistograms ? MIXED_OPERATORS : FLOAT_OPERATORS)
              + matching()
              + one(List.of("", "", "group_left() ", "group_left(c) ", "group_right() "))
              + "("
              + vector(depth - 1)
              + ")";
    };
  }

  /**
   * What statistics are asked of. Histograms that are read without their buckets say where resets
   * are, and those whose hints collide have no sum.
   */
  private String withoutOperators() {
    return switch (random.nextInt(3)) {
      case 0 -> selector() + modifiers();
      case 1 -> one(WINDOW_FUNCTIONS) + "(" + range(0) + ")";
      default -> "sum" + grouping() + "(" + one(WINDOW_FUNCTIONS) + "(" + range(0) + "))";
    };
  }

  /** A comparison of samples as they are. */
  String equality() {
    return selector()
        + modifiers()
        + one(List.of(" == ", " != ", " == bool ", " != bool "))
        + matching()
        + selector()
        + modifiers();
  }

  private String selector() {
    return one(hasHistograms ? MIXED_SELECTORS : FLOAT_SELECTORS);
  }

  private String modifiers() {
    return one(
        List.of("", "", "", " offset 45s", " offset -30s", " @ 400", " @ start()", " @ end()"));
  }

  private String range(int depth) {
    if (depth > 0 && random.nextInt(4) == 0) {
      return "("
          + vector(depth - 1)
          + ")"
          + one(List.of("[3m:1m]", "[2m:20s]", "[150s:]"))
          + modifiers();
    }
    return rangeSelector() + one(List.of("[1m]", "[2m]", "[5m]", "[47s]")) + modifiers();
  }

  /** Mixed windows of series that differ in the name alone are refused as in no naive engine. */
  private String rangeSelector() {
    return hasHistograms ? one(MIXED_SELECTORS.subList(0, MIXED_SELECTORS.size() - 1)) : selector();
  }

  private String grouping() {
    return one(
        List.of("", " by (a) ", " by (b, c) ", " without (a) ", " without (b, c) ", " by (none) "));
  }

  private String matching() {
    return " "
        + one(List.of("on", "ignoring"))
        + " ("
        + one(List.of("", one(LABELS), "a, b", "a, b, c"))
        + ") ";
  }
}
