package dev.deucalion.promql.engine;

import java.util.List;
import java.util.random.RandomGenerator;

/** Random queries of the part of PromQL that {@link NaiveEngine} knows. */
final class RandomExpressions {
  private static final List<String> WINDOW_FUNCTIONS =
      List.of(
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
  private static final List<String> LABELS = List.of("a", "b", "c");

  private final RandomGenerator random;

  RandomExpressions(RandomGenerator random) {
    this.random = random;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** An instant vector. */
  String vector(int depth) {
    int kind = depth == 0 ? random.nextInt(2) : random.nextInt(9);
    return switch (kind) {
      case 0 -> selector() + modifiers();
      case 1 -> one(WINDOW_FUNCTIONS) + "(" + range(depth) + ")";
      case 2, 3 ->
          one(List.of("sum", "avg", "min", "max", "count"))
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
              + one(List.of("+", "-", "*", "> bool", "!=", "<="))
              + matching()
              + one(List.of("", "", "group_left() ", "group_left(c) ", "group_right() "))
              + "("
              + vector(depth - 1)
              + ")";
    };
  }

  private String selector() {
    return one(
        List.of("m", "n", "m{a=\"1\"}", "n{b!=\"1\"}", "m{c=~\"1|2\"}", "{__name__=~\"m|n\"}"));
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
    return selector() + one(List.of("[1m]", "[2m]", "[5m]", "[47s]")) + modifiers();
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
