package dev.deucalion.promql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.parser.ExprPrinter;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
  private static Expr parse(String query) {
    return PromqlParser.parse(query, ParserOptions.EXPERIMENTAL);
  }

  private static String rewritten(Rewrite rewrite, String query) {
    return ExprPrinter.print(rewrite.apply(LogicalPlan.of(parse(query))).expr());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 + 2 * 3 | 7",
        "a * (60 * 60) | a * (3600)",
        "-(2 ^ 3) | -8",
        "1 > bool 2 | 0",
        "a + 1 + 2 | a + 1 + 2",
        "topk(1 + 2, a) | topk(3, a)",
        "time() + 1 | time() + 1",
      })
  void numbersAreFolded(String query, String expected) {
    assertThat(rewritten(new ConstantFolding(), query)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a{x=\"1\"} / b | a{x=\"1\"} / b{x=\"1\"}",
        "a / b{x=~\"1.*\"} | a{x=~\"1.*\"} / b{x=~\"1.*\"}",
        "a{x=\"1\"} and on (x) b | a{x=\"1\"} and on (x) b{x=\"1\"}",
        "a{x=\"1\"} and ignoring (x) b | a{x=\"1\"} and ignoring (x) b",
        "a{x=\"1\"} unless b{y=\"2\"} | a{x=\"1\"} unless b{x=\"1\",y=\"2\"}",
        "abs(a{x=\"1\"}) / (b * 2) | abs(a{x=\"1\"}) / (b{x=\"1\"} * 2)",
        "clamp(a{x=\"1\"}, 0, scalar(b)) - -b" + " | clamp(a{x=\"1\"}, 0, scalar(b)) - -b{x=\"1\"}",
        "a and count_over_time(b{x=\"1\"}[5m])"
            + " | a{x=\"1\"} and count_over_time(b{x=\"1\"}[5m])",
        "count by (x) (a{x=\"1\",y=\"2\"}) / on (x) group by (x) (b)"
            + " | count by (x) (a{x=\"1\",y=\"2\"}) / on (x) group by (x) (b{x=\"1\"})",
        "count without (y) (a{x=\"1\",y=\"2\"}) / count without (y) (b)"
            + " | count without (y) (a{x=\"1\",y=\"2\"}) / count without (y) (b{x=\"1\"})",
        "a and on (x) count by (x) (b{x=\"1\"}) | a{x=\"1\"} and on (x) count by (x) (b{x=\"1\"})",
      })
  void matchersGoToTheOtherSide(String query, String expected) {
    assertThat(rewritten(new MatcherPropagation(), query)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a{x=\"1\"} or b",
        "a{x=\"1\"} / on (x) b",
        "a{x=\"1\"} / on (x) group_left () b",
        "a{x=\"1\"} / {y=\"2\"}",
        "a{x=\"1\"} / rate(b[5m])",
        "a{x=\"1\"} / (b > 0)",
        "a{x=\"1\"} / sum by (x) (b)",
        "a{x=\"1\"} / (1 / b)",
        "count(a{x=\"1\"}) / count(b)",
        "count by (x) (a{x=\"1\"}) / on (x) b",
        "count by (x, y) (a{x=\"1\"}) / on (x) count by (x) (b)",
        "a{x=\"1\"} and b smoothed",
        "a{x=\"1\"} and max_over_time(b[5m:1m])",
        "vector(1) and b{x=\"1\"}",
      })
  void matchersStayWhereSeriesLeftOutWouldBeSeen(String query) {
    assertThat(rewritten(new MatcherPropagation(), query)).isEqualTo(rewritten(p -> p, query));
  }

  /** Where the parts of a query stand that are evaluated, for each part that is repeated. */
  private static List<String> repeated(String query) {
    LogicalPlan plan = new CommonSubexpressions().apply(LogicalPlan.of(parse(query)));
    List<String> found = new ArrayList<>();
    collect(plan.expr(), plan.repetitions(), found);
    assertThat(found).hasSize(plan.repetitions().size());
    return found;
  }

  private static void collect(Expr expr, Repetitions repetitions, List<String> into) {
    Expr evaluated = repetitions.evaluatedFor(expr);
    if (evaluated != null) {
      into.add(ExprPrinter.print(expr) + " by " + evaluated.position().start());
    }
    Exprs.mapOperands(
        expr,
        operand -> {
          collect(operand, repetitions, into);
          return operand;
        });
  }

  @Test
  void repeatedAggregationsAreFoundAndTheLastOneIsTaken() {
    assertThat(repeated("sum(rate(a[5m])) / (sum( rate(a[5m]) ) + sum(b))"))
        .containsExactly("sum(rate(a[5m])) by 20", "sum(rate(a[5m])) by 20");
    assertThat(repeated("max_over_time(sum(a)[5m:1m]) / sum(a)"))
        .containsExactly("sum(a) by 31", "sum(a) by 31");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a > 1 and a < 2 | a by 10, a by 10",
        "rate(a[5m]) / ( rate(a[5m]) + b) | rate(a[5m]) by 16, rate(a[5m]) by 16",
        "(a + b) / (a + b) > 2 | a + b by 11, a by 11, b by 15, a + b by 11, a by 11, b by 15",
        "a / on () group_left () sum(a) | a by 28, a by 28",
        "sum(a) + count(a) + a + -a | a by 25, a by 25",
        "-{x=\"1\"} or {x=\"1\"} | {x=\"1\"} by 12, {x=\"1\"} by 12",
      })
  void repeatedVectorsAreFound(String query, String parts) {
    assertThat(String.join(", ", repeated(query))).isEqualTo(parts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a + b",
        "a + a offset 1m",
        "a + a @ 5",
        "sum(rate(a[5m])) / count(rate(a[5m]))",
        "sum(a) + sum(a offset 1m) + sum by (x) (a)",
        "max_over_time(a[5m:1m]) - min_over_time(a[5m:1m])",
        "rate(a[5m]) / rate(a[1m])",
        "vector(1) + vector(1) + time() * time()",
      })
  void otherExpressionsAreNotKept(String query) {
    assertThat(repeated(query)).isEmpty();
  }
}
