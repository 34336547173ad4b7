package dev.deucalion.promql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.parser.ExprPrinter;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
  private static Expr parse(String query) {
    return PromqlParser.parse(query, ParserOptions.DEFAULTS);
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
      })
  void matchersStayWhereSeriesLeftOutWouldBeSeen(String query) {
    assertThat(rewritten(new MatcherPropagation(), query)).isEqualTo(rewritten(p -> p, query));
  }

  @Test
  void repeatedAggregationsAreFoundAndTheLastOneIsTaken() {
    Expr expr = parse("sum(rate(a[5m])) / (sum( rate(a[5m]) ) + sum(b))");
    LogicalPlan plan = new CommonSubexpressions().apply(LogicalPlan.of(expr));
    assertThat(plan.repeated()).hasSize(1);
    Expr taken = plan.repeated().values().iterator().next();
    assertThat(taken.position().start()).isEqualTo(20);
    assertThat(plan.repeatedKey(parse("sum(rate(a[5m]))"))).isNotNull();
    assertThat(plan.repeatedKey(parse("sum(b)"))).isNull();
  }

  @Test
  void otherExpressionsAreNotKept() {
    Expr expr = parse("a + a + sum(a) + sum(a offset 1m) + sum by (x) (a)");
    assertThat(new CommonSubexpressions().apply(LogicalPlan.of(expr)).repeated()).isEmpty();
  }
}
