package dev.deucalion.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.Expr;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestingLimitTest {
  private static final int MANY = 100_000;

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "-", "sum(", "rate(", "1 ^ ", "a == bool ", "foo[1m:", "foo[(", "a offset ("})
  void repeatedForeverIsAnError(String piece) {
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> PromqlParser.parse(piece.repeat(MANY), ParserOptions.EXPERIMENTAL));
  }

  @Test
  void deepNestingIsRefusedWithItsPosition() {
    String query = "(".repeat(MANY) + "1" + ")".repeat(MANY);
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> PromqlParser.parse(query, ParserOptions.DEFAULTS))
        .withMessage(
            "1:501: parse error: expression is nested too deeply, at most 500 levels are allowed");
  }

  @Test
  void longChainsAreRefusedWithTheirPosition() {
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> PromqlParser.parse("a" + "+a".repeat(MANY), ParserOptions.DEFAULTS))
        .withMessage(
            "1:20002: parse error: expression is too long, at most 10000 operators are allowed");
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> PromqlParser.parse("a" + "[1m:]".repeat(MANY), ParserOptions.DEFAULTS))
        .withMessageContaining("expression is too long");
  }

  @Test
  void nestingWithinTheLimitNeedsNoStackOfTheCaller() throws InterruptedException {
    String query = "abs(".repeat(495) + "a" + ")".repeat(495);
    FutureTask<Expr> task =
        new FutureTask<>(() -> PromqlParser.parse(query, ParserOptions.DEFAULTS));
    Thread small = new Thread(null, task, "small", 200 << 10);
    small.start();
    small.join();
    assertThat(task.state()).isEqualTo(Future.State.SUCCESS);
  }

  @Test
  void chainsOfThousandsParse() {
    Expr expr = PromqlParser.parse("1" + " + 1".repeat(9_999), ParserOptions.DEFAULTS);
    assertThat(expr).isInstanceOf(BinaryExpr.class);
    assertThat(expr.position().end()).isEqualTo(1 + 4 * 9_999);
  }
}
