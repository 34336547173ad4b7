package dev.deucalion.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.ast.Expr;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrettyPrinterTest {
  private static final int NARROW = 10;

  private static String narrow(String query) {
    return PrettyPrinter.print(PromqlParser.parse(query, ParserOptions.EXPERIMENTAL), NARROW);
  }

  @Test
  void leavesShortTextsOnOneLine() {
    assertThat(narrow("a+b")).isEqualTo("a + b");
    assertThat(
            PrettyPrinter.print(
                PromqlParser.parse(
                    "sum by(job) (rate(http_requests_total{code=~'5..'}[5m])) > bool 10",
                    ParserOptions.DEFAULTS)))
        .isEqualTo("sum by (job) (rate(http_requests_total{code=~\"5..\"}[5m])) > bool 10");
  }

  @Test
  void splitsOperators() {
    assertThat(narrow("first + on(x) group_left second * third"))
        .isEqualTo(
            """
              first
            + on (x) group_left ()
                second
              *
                third\
            """);
  }

  @Test
  void splitsAggregationsCallsAndParentheses() {
    assertThat(narrow("topk(10, (clamp_min(some_name, 5))) by (x)"))
        .isEqualTo(
            """
            topk by (x) (
              10,
              (
                clamp_min(
                  some_name,
                  5
                )
              )
            )\
            """);
  }

  @Test
  void splitsInsideSubqueriesAndSigns() {
    assertThat(narrow("-max_over_time(rate(some_name[1m])[5m:] offset 1m)"))
        .isEqualTo(
            """
            -max_over_time(
              rate(
                some_name[1m]
              )[5m:] offset 1m
            )\
            """);
  }

  @Test
  void keepsTheTree() {
    for (long seed = 1; seed <= 1000; seed++) {
      String query = new RandomQueries(new SplittableRandom(seed)).query();
      Expr expr = PromqlParser.parse(query, ParserOptions.EXPERIMENTAL);
      String pretty = PrettyPrinter.print(expr, NARROW);
      assertThat(WithoutPositions.of(PromqlParser.parse(pretty, ParserOptions.EXPERIMENTAL)))
          .as("seed %d: %s printed as %s", seed, query, pretty)
          .matches(WithoutPositions.of(expr)::equals, "is the same tree");
    }
  }

  @Test
  void leavesDeepTreesOnOneLine() {
    String query = "a" + " + a".repeat(5000);
    assertThat(PrettyPrinter.print(PromqlParser.parse(query, ParserOptions.DEFAULTS)))
        .isEqualTo(query);
  }
}
