package dev.deucalion.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.ast.Expr;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExprPrinterTest {
  private static final int QUERIES = 5_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "sum by(job)(rate(a{x='1'}[5m]))|sum by (job) (rate(a{x=\"1\"}[5m]))",
        "sum by()(a)|sum(a)",
        "sum without()(a)|sum without () (a)",
        "topk(3,a)by(\"x y\",z)|topk by (\"x y\", z) (3, a)",
        "a+on()b|a + on () b",
        "a+ignoring()b|a + b",
        "a*ignoring(x)group_left b|a * ignoring (x) group_left () b",
        "a==bool on(x)group_right(y)b|a == bool on (x) group_right (y) b",
        "a + fill(1) b|a + fill (1) b",
        "a + fill_right(-1e30) fill_left(0.00001) b|a + fill_left (1e-05) fill_right (-1e+30) b",
        "a and on(x) b|a and on (x) b",
        "a offset 90m|a offset 1h30m",
        "a offset -1.5|a offset -1s500ms",
        "a@1 offset 5m|a @ 1.000 offset 5m",
        "a offset 5m @ start()|a @ start() offset 5m",
        "a[5m] @ -0.1 smoothed|a[5m] smoothed @ -0.100",
        "a anchored @ end()|a @ end() anchored",
        "(a)[1h:]|(a)[1h:]",
        "a[1d:90s] offset 1w|a[1d:1m30s] offset 1w",
        "a[step()+5m*2]|a[step() + 5m * 2]",
        "a[(5m)]|a[(5m)]",
        "a offset -(step()*2)|a offset -(step() * 2)",
        "a offset max_of(1,step())|a offset max_of(1, step())",
        "{b='2',a='1','x.y'}|{__name__=\"x.y\",a=\"1\",b=\"2\"}",
        "{__name__!='n',a='b'}|{__name__!=\"n\",a=\"b\"}",
        "{'q r'='1'}|{\"q r\"=\"1\"}",
        "1e3|1000",
        "0x10|16",
        "-Inf|-Inf",
        "1e-9|0.000000001",
        "inf|+Inf",
        "nan|NaN",
        "1h|1h",
        "-3661|-3661",
        "-1h1m1s1ms|-1h1m1s1ms",
        "-a^2|-a ^ 2",
        "-(1)|-(1)",
        "'a\\nb\"c'|\"a\\nb\\\"c\"",
        "`a\\nb`|\"a\\\\nb\"",
        "label_join(a,'b','c')|label_join(a, \"b\", \"c\")",
        "time()|time()",
        "quantile(0.9,a)|quantile(0.9, a)",
      })
  void printsNormalForm(String query, String printed) {
    Expr expr = PromqlParser.parse(query, ParserOptions.EXPERIMENTAL);
    assertThat(ExprPrinter.print(expr)).isEqualTo(printed);
    assertThat(ExprPrinter.print(PromqlParser.parse(printed, ParserOptions.EXPERIMENTAL)))
        .isEqualTo(printed);
  }

  @Test
  void whatIsPrintedParsesToTheSameTree() {
    for (long seed = 1; seed <= QUERIES; seed++) {
      String query = new RandomQueries(new SplittableRandom(seed)).query();
      Expr expr = PromqlParser.parse(query, ParserOptions.EXPERIMENTAL);
      String printed = ExprPrinter.print(expr);
      Expr again = PromqlParser.parse(printed, ParserOptions.EXPERIMENTAL);
      assertThat(WithoutPositions.of(again))
          .as("seed %d: %s printed as %s", seed, query, printed)
          .matches(WithoutPositions.of(expr)::equals, "is the same tree");
      assertThat(ExprPrinter.print(again)).as("seed %d", seed).isEqualTo(printed);
    }
  }

  @Test
  void printsLongChains() {
    String query = "a" + " + a".repeat(5000);
    assertThat(ExprPrinter.print(PromqlParser.parse(query, ParserOptions.DEFAULTS)))
        .isEqualTo(query);
  }
}
