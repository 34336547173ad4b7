package dev.deucalion.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import dev.deucalion.promql.plan.Planner;
import org.junit.jupiter.api.Test;

class PreparedQueriesTest {
  private final PreparedQueries queries = new PreparedQueries(ParserOptions.DEFAULTS);

  @Test
  void parsesAndPlansTheSameTextOnce() {
    PreparedQuery query = queries.of("sum(rate(a[5m])) / 2");
    assertThat(query.expr())
        .isEqualTo(PromqlParser.parse("sum(rate(a[5m])) / 2", ParserOptions.DEFAULTS));
    assertThat(query.depth()).isEqualTo(ExprDepth.of(query.expr()));
    assertThat(queries.of("sum(rate(a[5m])) / 2")).isSameAs(query);
    assertThat(query.plan(Planner.ALL)).isSameAs(query.plan(Planner.ALL));
  }

  @Test
  void keepsNeitherLongNorBrokenQueries() {
    String text = "a" + "a".repeat(PreparedQueries.MAX_CHARACTERS);
    assertThat(queries.of(text).expr()).isEqualTo(queries.of(text).expr());
    assertThatThrownBy(() -> queries.of("sum(")).isInstanceOf(ParseException.class);
    assertThatThrownBy(() -> queries.of("sum(")).isInstanceOf(ParseException.class);
    assertThat(queries.size()).isZero();
  }

  @Test
  void keepsNoneThatMayBeLarge() {
    queries.of("a{b=~\"(?:" + ".".repeat(200) + "){1000}\"}");
    queries.of("a{b=~'[\\\\pL]+'}");
    assertThat(queries.size()).isZero();
    queries.of("sum by (c) (rate(a{b=~\"x.*|y\"}[5m]))");
    assertThat(queries.size()).isOne();
  }

  @Test
  void keepsNoMoreThanItMay() {
    for (int i = 0; i < 3 * PreparedQueries.MAX_QUERIES; i++) {
      String text = "a + " + i;
      assertThat(queries.of(text).expr())
          .isEqualTo(PromqlParser.parse(text, ParserOptions.DEFAULTS));
      assertThat(queries.size()).isBetween(1, PreparedQueries.MAX_QUERIES);
    }
  }
}
