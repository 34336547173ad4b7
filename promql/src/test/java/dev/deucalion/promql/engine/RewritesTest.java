package dev.deucalion.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.plan.CommonSubexpressions;
import dev.deucalion.promql.plan.ConstantFolding;
import dev.deucalion.promql.plan.MatcherPropagation;
import dev.deucalion.promql.plan.Planner;
import dev.deucalion.promql.plan.Rewrite;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A rewrite shows in no answer, no error and no annotation. */
class RewritesTest {
  private static final List<Rewrite> REWRITES =
      List.of(new ConstantFolding(), new MatcherPropagation(), new CommonSubexpressions());

  private static final List<String> QUERIES =
      List.of(
          "1 + 2 * 3 - 4 / 5 % 6 ^ 7 atan2 8",
          "1 == bool 1 != bool 2 > bool 3 < bool 4 >= bool 5 <= bool 6",
          "-(1 - 2) * a",
          "a * (60 * 60) > (1 - 1)",
          "5 % 0 + 0 / 0",
          "topk(1 + 1, a)",
          "a{x=\"1\"} / b",
          "a / b{x=~\"1|2\"}",
          "b{x!=\"1\"} - a{y=\"0\"}",
          "a{x=\"1\"} and b",
          "a{x=\"1\"} and on (x) b",
          "a unless b{x=\"1\"}",
          "a{x=\"1\"} unless on (x) b{y=\"1\"}",
          "a{x=\"1\"} or b",
          "a{x=\"1\"} > bool b",
          "a{x=\"1\"} / on (x) group_left b",
          "a / on (y) b{x=\"1\"}",
          "a == b",
          "sum(a) / (sum(a) + sum(b))",
          "sum by (x) (rate(a[5m])) / (sum by (x) (rate(a[5m])) + sum by (x) (rate(b[5m])))",
          "sum(rate(a[5m])) + sum( rate(a[5m]) )",
          "sum(a) + sum(a offset 1m) + sum(a)",
          "max_over_time(sum(a)[5m:1m]) / sum(a)",
          "quantile(2, a) + quantile(2, a)",
          "topk(1, a) or topk(1, a)",
          "histogram_quantile(0.5, sum by (le) (h)) / histogram_quantile(0.9, sum by (le) (h))",
          "rate(a[5m]) / rate(a[1m])",
          "a - a offset 5m",
          "max_over_time(a[10m]) - a",
          "abs(a{x=\"1\"}) / (b * 2)",
          "-a{x=~\"1|2\"} - clamp_min(b{y=\"1\"} / 3, 1)",
          "a and count_over_time(b{x=\"1\"}[1m])",
          "last_over_time(a{x!=\"1\"}[1m]) * changes(b[3m])",
          "count by (x) (a{x=\"1\"}) / on (x) group by (x) (b)",
          "count without (y) (a{x=\"1\",y=\"2\"}) > bool count without (y) (b)",
          "a unless on (x) count by (x) (b{x=\"1\"} > 1)",
          "timestamp(a{x=\"1\"}) == timestamp(b)",
          "a > 1 and a < 4",
          "rate(a[5m]) / (rate(a[5m]) + rate(b[5m]))",
          "(a + b) / ((a + b) + a) > 0.1",
          "(a - b) or b or a unless (a - b)",
          "a / on (x, y) group_left () sum by (x, y) (a)",
          "sum(a * b) / sum(a) + on () group_right () a * b",
          "sum(a) + on () group_right () a + on (x) group_left () count by (x) (a)",
          "{x=\"1\"} * 2 or {x=\"1\"}",
          "rate({x=\"1\"}[5m]) or rate({x=\"1\"}[5m]) * 2",
          "topk(1, a) + a == a or absent(a) or sort(a)",
          "a @ 300 + b + a @ 300",
          "label_replace(a, \"z\", \"$1\", \"x\", \"(.*)\") + on (z) group_right () (a > 2 or a)",
          "(a and b) or (a unless b) or -a",
          "histogram_quantile(0.5, rate(h[5m])) / histogram_quantile(0.9, rate(h[5m]))",
          "timestamp(a) - a + timestamp(a)");

  private static MemoryStore store() {
    Random random = new Random(11);
    MemoryStore store = new MemoryStore();
    for (String name : List.of("a", "b", "h")) {
      for (int x = 0; x < 4; x++) {
        for (int y = 0; y < 3; y++) {
          if (random.nextInt(5) == 0) {
            continue;
          }
          String[] labels = {"__name__", name, "le", "" + y, "x", "" + x, "y", "" + y};
          for (int k = 0; k < 60; k++) {
            if (random.nextInt(10) > 0) {
              store.add(EngineHarness.labels(labels), k * 15_000L, random.nextInt(6));
            }
          }
        }
      }
    }
    return store;
  }

  @Test
  void answersAreTheSameWithAndWithout() {
    MemoryStore store = store();
    PromqlEngine plain = engine(Planner.NONE);
    for (Rewrite rewrite : REWRITES) {
      PromqlEngine rewriting = engine(new Planner(List.of(rewrite)));
      for (String query : QUERIES) {
        assertThat(answers(rewriting, store, query))
            .as("%s: %s", rewrite.getClass().getSimpleName(), query)
            .isEqualTo(answers(plain, store, query));
      }
    }
  }

  private static PromqlEngine engine(Planner planner) {
    return new PromqlEngine(
        EngineHarness.options(50_000_000), ParserOptions.DEFAULTS, planner, System::nanoTime);
  }

  private static List<String> answers(PromqlEngine engine, MemoryStore store, String query) {
    QueryOptions options = QueryOptions.DEFAULTS;
    return List.of(
        answer(() -> engine.instant(store, new InstantQuery(query, 600_000, options))),
        answer(() -> engine.range(store, new RangeQuery(query, 0, 1_000_000, 20_000, options))));
  }

  private static String answer(Supplier<QueryResult> query) {
    try {
      QueryResult result = query.get();
      return EngineHarness.texts(result.value()) + " " + result.warnings() + result.infos();
    } catch (QueryException e) {
      return e.kind() + " " + e.getMessage();
    }
  }
}
