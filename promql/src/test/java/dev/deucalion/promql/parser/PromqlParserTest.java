package dev.deucalion.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.AtModifier;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.BinaryOp;
import dev.deucalion.promql.ast.Call;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.PositionRange;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.ast.UnaryExpr;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.ast.VectorMatching.Cardinality;
import dev.deucalion.promql.ast.VectorSelector;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromqlParserTest {
  private static Expr parse(String query) {
    return PromqlParser.parse(query, ParserOptions.EXPERIMENTAL);
  }

  private static <T extends Expr> T parse(String query, Class<T> type) {
    Expr expr = parse(query);
    assertThat(expr).isInstanceOf(type);
    return type.cast(expr);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "0x1F, 31",
    "0X_ff, 255",
    "017, 15",
    "018, 18",
    "1_000_000, 1e6",
    "1_0.2_5, 10.25",
    ".5, 0.5",
    "5., 5",
    "1e3, 1000",
    "1E-3, 0.001",
    "+3, 3",
    "-+-3, 3",
    "Inf, Infinity",
    "-iNf, -Infinity",
    "NaN, NaN",
    "99999999999999999999, 1e20",
    "1h30m, 5400",
    "-5m, -300",
    "1ms, 0.001",
    "2w, 1209600",
    "1y1w1d1h1m1s1ms, 32230861.001",
  })
  void readsNumbers(String query, double value) {
    double read = parse(query, NumberLiteral.class).value();
    if (Double.isNaN(value)) {
      assertThat(read).isNaN();
    } else {
      assertThat(read).isCloseTo(value, within(0.0));
    }
  }

  @Test
  void readsStrings() {
    assertThat(parse("\"a\\n\\x41\\101\\u20ac\\U0001F600\\\"'\"", StringLiteral.class).value())
        .isEqualTo("a\nAA\u20ac\ud83d\ude00\"'");
    assertThat(parse("'\\'\"\\a\\v\\\\'", StringLiteral.class).value())
        .isEqualTo("'\"\u0007\u000b\\");
    assertThat(parse("`\\n\n'\"`", StringLiteral.class).value()).isEqualTo("\\n\n'\"");
    assertThat(parse("'\\xe2\\x82\\xac'", StringLiteral.class).value()).isEqualTo("\u20ac");
    StringLiteral strayBytes = parse("'a\\xe2\\x82\\xffb'", StringLiteral.class);
    assertThat(strayBytes.value()).hasSize(5).startsWith("a").endsWith("\udcffb");
    assertThat(ExprPrinter.print(strayBytes)).isEqualTo("\"a\\xe2\\x82\\xffb\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a + b * c|a + (b * c)",
        "a * b + c|(a * b) + c",
        "a - b - c|(a - b) - c",
        "a ^ b ^ c|a ^ (b ^ c)",
        "-a ^ b|-(a ^ b)",
        "-a * b|(-a) * b",
        "a ^ -b * c|(a ^ (-b)) * c",
        "a atan2 b * c|(a atan2 b) * c",
        "a == b + c|a == (b + c)",
        "a and b == c|a and (b == c)",
        "a or b and c|a or (b and c)",
        "a unless b and c|(a unless b) and c",
        "a </ b > c|(a </ b) > c",
        "a offset 5m + b|(a offset 5m) + b",
        "a offset -5m ^ b|(a offset -5m) ^ b",
        "-a @ 1 offset 2m|-(a @ 1 offset 2m)",
      })
  void bindsOperators(String query, String withParentheses) {
    assertThat(grouped(parse(query))).isEqualTo(grouped(parse(withParentheses)));
  }

  /** With parentheses around every operation and no others. */
  private static String grouped(Expr expr) {
    return switch (expr) {
      case BinaryExpr b -> "[" + grouped(b.left()) + b.op().symbol() + grouped(b.right()) + "]";
      case ParenExpr p -> grouped(p.expr());
      case UnaryExpr u -> "[-" + grouped(u.expr()) + "]";
      default -> ExprPrinter.print(expr);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum",
        "avg",
        "by",
        "without",
        "offset",
        "and",
        "or",
        "unless",
        "group",
        "start",
        "end",
        "step",
        "range",
        "min_of",
        "anchored",
        "smoothed",
        "fill",
        "fill_left",
        "limitk"
      })
  void keywordsNameMetrics(String word) {
    assertThat(parse(word + "{a='b'}", VectorSelector.class).name()).isEqualTo(word);
    assertThat(parse("x + " + word, BinaryExpr.class).right())
        .isInstanceOfSatisfying(
            VectorSelector.class, selector -> assertThat(selector.name()).isEqualTo(word));
  }

  @Test
  void keywordsNameLabels() {
    assertThat(parse("sum by (by, on, bool, offset, atan2) (a)", AggregateExpr.class).grouping())
        .containsExactly("by", "on", "bool", "offset", "atan2");
    assertThat(parse("a{by='1',inf='2'}", VectorSelector.class).matchers())
        .extracting(Matcher::name)
        .containsExactly("by", "inf", "__name__");
  }

  @Test
  void keywordsAreCaseInsensitive() {
    AggregateExpr expr = parse("SUM BY (a) (b) ", AggregateExpr.class);
    assertThat(expr.op().symbol()).isEqualTo("sum");
    assertThat(parse("a AND ON (x) b", BinaryExpr.class).op()).isEqualTo(BinaryOp.AND);
  }

  @Test
  void readsSelectors() {
    VectorSelector selector =
        parse("a:b{c=\"d\", e!='f', g=~`h`, \"i j\"!~'k',}", VectorSelector.class);
    assertThat(selector.matchers())
        .containsExactly(
            Matcher.of(MatchType.EQUAL, "c", "d"),
            Matcher.of(MatchType.NOT_EQUAL, "e", "f"),
            Matcher.of(MatchType.REGEX, "g", "h"),
            Matcher.of(MatchType.NOT_REGEX, "i j", "k"),
            Matcher.of(MatchType.EQUAL, "__name__", "a:b"));
    assertThat(parse("{'x y', a='b'}", VectorSelector.class).matchers())
        .containsExactly(Matcher.equal("__name__", "x y"), Matcher.equal("a", "b"));
  }

  @Test
  void readsModifiersInAnyOrder() {
    for (String query : List.of("a[5m] @ 1.5 offset 2m", "a[5m] offset 2m @ 1.5")) {
      MatrixSelector matrix = parse(query, MatrixSelector.class);
      assertThat(matrix.rangeMs()).isEqualTo(300_000);
      assertThat(matrix.selector().offset().offsetMs()).isEqualTo(120_000);
      assertThat(matrix.selector().at()).isEqualTo(new AtModifier.Time(1500));
      assertThat(matrix.position()).isEqualTo(new PositionRange(0, query.length()));
    }
  }

  @Test
  void readsSubqueries() {
    Subquery subquery = parse("(a)[1h:5m] @ end() offset -1m", Subquery.class);
    assertThat(subquery.rangeMs()).isEqualTo(3_600_000);
    assertThat(subquery.stepMs()).isEqualTo(300_000);
    assertThat(subquery.at()).isEqualTo(new AtModifier.End());
    assertThat(subquery.offset().offsetMs()).isEqualTo(-60_000);
    assertThat(parse("a[1h:]", Subquery.class).stepMs()).isZero();
  }

  @Test
  void readsMatching() {
    VectorMatching matching =
        parse("a * on (b) group_left (c) fill_left (1) fill_right (-2) d", BinaryExpr.class)
            .matching();
    assertThat(matching)
        .isEqualTo(
            new VectorMatching(
                Cardinality.MANY_TO_ONE, List.of("b"), true, List.of("c"), 1.0, -2.0));
    assertThat(parse("a or b", BinaryExpr.class).matching())
        .extracting(m -> m.cardinality())
        .isEqualTo(Cardinality.MANY_TO_MANY);
    assertThat(parse("a + 1", BinaryExpr.class).matching()).isNull();
  }

  @Test
  void positionsAreInBytes() {
    Call call = parse("rate(a{b='\u00fc'}[5m])", Call.class);
    assertThat(call.position()).isEqualTo(new PositionRange(0, 19));
    AggregateExpr inner = (AggregateExpr) parse("sum(sum (a) ) ", AggregateExpr.class).expr();
    assertThat(inner.position()).isEqualTo(new PositionRange(4, 11));
  }

  @Test
  void readsSelectorsOfTheApi() {
    assertThat(PromqlParser.parseSelector("up{job='a'}"))
        .containsExactly(Matcher.equal("job", "a"), Matcher.equal("__name__", "up"));
    assertThat(PromqlParser.parseSelector("{}")).isEmpty();
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> PromqlParser.parseSelector("up[5m]"))
        .withMessage("1:3: parse error: unexpected \"[\"");
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> PromqlParser.parseSelector("1"))
        .withMessage("1:1: parse error: unexpected number \"1\"");
  }
}
