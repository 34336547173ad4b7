package dev.deucalion.server.interop.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/** Random queries of the language that Prometheus 2.42 knows. */
final class FuzzQueries {
  private static final int DEPTH = 4;
  private static final long GRID_MS = 5_000;

  private final RandomGenerator random;
  private final VectorExpressions vectors;

  FuzzQueries(RandomGenerator random) {
    this.random = random;
    vectors = new VectorExpressions(random);
  }

  FuzzQuery next() {
    Precision precision = random.nextInt(3) == 0 ? Precision.CLOSE : Precision.EXACT;
    int depth = 1 + random.nextInt(DEPTH);
    long startMs = time();
    if (random.nextInt(2) == 0) {
      long stepMs = GRID_MS * (1 + random.nextInt(30));
      String expr =
          switch (random.nextInt(12)) {
            case 0 -> vectors.scalars().scalar(depth);
            case 1 ->
                random.nextInt(4) == 0
                    ? vectors.histograms().added(precision)
                    : vectors.histograms().vector(depth, precision);
            default -> vectors.vector(depth, precision);
          };
      return new FuzzQuery(
          expr,
          precision,
          AnswerOrder.AS_SENT,
          startMs,
          startMs + stepMs * random.nextInt(40),
          stepMs);
    }
    return switch (random.nextInt(20)) {
      case 0 -> instant(vectors.scalars().scalar(depth), precision, AnswerOrder.NONE, startMs);
      case 1 ->
          instant(
              vectors.ranges().range(depth, Precision.EXACT), precision, AnswerOrder.NONE, startMs);
      case 2 -> instant("'a text'", precision, AnswerOrder.NONE, startMs);
      case 3 -> instant(sorted(depth), precision, AnswerOrder.BY_VALUE, startMs);
      case 4 -> instant(best(depth), precision, AnswerOrder.BEST_VALUES, startMs);
      case 5 -> instant(wrong(depth), precision, AnswerOrder.NONE, startMs);
      case 6, 7 ->
          instant(
              vectors.histograms().vector(depth, precision), precision, AnswerOrder.NONE, startMs);
      case 8 ->
          instant(
              random.nextBoolean()
                  ? "whole" + vectors.ranges().window()
                  : vectors.histograms().added(precision),
              precision,
              AnswerOrder.NONE,
              startMs);
      default -> instant(vectors.vector(depth, precision), precision, AnswerOrder.NONE, startMs);
    };
  }

  private static FuzzQuery instant(
      String expr, Precision precision, AnswerOrder order, long timeMs) {
    return new FuzzQuery(expr, precision, order, timeMs, timeMs, 0);
  }

  private String sorted(int depth) {
    String vector = vectors.vector(depth - 1, Precision.EXACT);
    return (random.nextBoolean() ? "sort(" : "sort_desc(") + vector + ")";
  }

  private String best(int depth) {
    String arguments = random.nextInt(6) + ", " + vectors.vector(depth - 1, Precision.EXACT);
    return (random.nextBoolean() ? "topk(" : "bottomk(") + arguments + ")";
  }

  /** What is refused, because of its types or because it is no expression. */
  private String wrong(int depth) {
    String vector = vectors.vector(depth - 1, Precision.EXACT);
    List<String> wrong =
        List.of(
            "rate(" + vector + ")",
            "abs(" + vectors.ranges().range(0, Precision.EXACT) + ")",
            "sum(" + vectors.scalars().scalar(1) + ")",
            "(" + vector + ") and 1",
            "1 > 2",
            "'text' + " + vector,
            "unknown(" + vector + ")",
            "sum(" + vector,
            vector + ")",
            "{}",
            "{job=~\".*\"}",
            "g[5m] offset 1m[5m]",
            "-'text'",
            "topk(" + vector + ")",
            "label_replace(g, \"a\", \"$1\", \"job\", \"(\")",
            "label_join(g, \"\", \",\", \"job\")",
            "count_values(\"a\", " + vector + ") by",
            "quantile(\"a\", " + vector + ")",
            "round(" + vector + ", " + vector + ")",
            "g{job=\"api\"",
            "g{job=~\"(\"}",
            "sum by (job) g",
            "g on (job) + g",
            "absent_over_time(g)",
            "sort(g[5m])",
            "-g[5m]");
    return wrong.get(random.nextInt(wrong.size()));
  }

  /** Beside the grid on which subqueries and steps are. */
  private long time() {
    long gridMs = random.nextLong(FuzzData.START_MS - 120_000, FuzzData.END_MS + 400_000);
    return gridMs / GRID_MS * GRID_MS + 1_000;
  }
}
