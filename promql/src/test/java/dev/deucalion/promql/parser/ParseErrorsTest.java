package dev.deucalion.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deucalion.promql.ast.Expr;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ParseErrorsTest {
  static Stream<Arguments> errors() throws IOException {
    try (InputStream in = ParseErrorsTest.class.getResourceAsStream("errors.tsv")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .map(fields -> Arguments.of(fields[0].replace('⏎', '\n'), fields[1]));
    }
  }

  @ParameterizedTest
  @MethodSource("errors")
  void reportsTheFirstErrorInPrometheusWords(String query, String message) {
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> PromqlParser.parse(query, ParserOptions.DEFAULTS))
        .withMessage(message);
  }

  @Test
  void emptyTextHasNoPosition() {
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> PromqlParser.parse("", ParserOptions.DEFAULTS))
        .withMessage("unknown position: parse error: no expression found in input");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a[5m:] smoothed|1:1: parse error: smoothed modifier is not supported for subqueries",
        "1 anchored|1:1: parse error: anchored modifier not implemented",
        "a anchored smoothed|1:1: parse error: anchored and smoothed modifiers cannot be used"
            + " together",
        "a and fill(1) b|1:1: parse error: filling in missing series not allowed for set operators",
        "a + fill(1) 1|1:1: parse error: filling in missing series only allowed between instant"
            + " vectors",
        "a + fill(1) fill(2) b|1:17: parse error: unexpected \"(\"",
        "a + fill(x) b|1:10: parse error: unexpected identifier \"x\"",
        "info(a, b)|1:9: parse error: expected label selectors only, got vector selector instead",
        "info(a, sum(b))|1:9: parse error: expected label selectors only",
        "info(a, 1)|1:1: parse error: expected type instant vector in call to function \"info\","
            + " got scalar",
        "info(a, {}, {})|1:1: parse error: expected at most 2 argument(s) in call to \"info\", got"
            + " 3",
        "limit_ratio(a)|1:1: parse error: wrong number of arguments for aggregate expression"
            + " provided, expected 2, got 1",
        "a </ bool b|1:3: parse error: bool modifier can only be used on comparison operators",
        "a[step(1)]|1:8: parse error: unexpected number \"1\" in subquery or range selector,"
            + " expected number, duration, step(), or range()",
        "a[5m%0]|1:5: parse error: modulo by zero",
        "a offset (5m/0s)|1:13: parse error: division by zero",
        "a offset max_of(5m)|1:19: parse error: unexpected \")\" in offset, expected number,"
            + " duration, step(), or range()",
        "a[5m:step()+]|1:13: parse error: unexpected \"]\" in subquery selector, expected number,"
            + " duration, step(), range(), or \"]\"",
        "a[5m:1m 1m]|1:9: parse error: unexpected duration \"1m\" in subquery selector, expected"
            + " \"]\"",
        "a[step():]|1:10: parse error: unexpected colon before duration in duration expression",
      })
  void reportsErrorsInTheExperimentalLanguage(String query, String message) {
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> PromqlParser.parse(query, ParserOptions.EXPERIMENTAL))
        .withMessage(message);
  }

  @Test
  void everyPrefixOfAQueryParsesOrFailsWithAPosition() {
    String query =
        "sum by (a, \"b c\") (rate(x:y{z=~'q\\x41.*',\"w\"}[5m + 2 * step()] @ start() offset -1h))"
            + " >= bool on (a) group_left (d) fill (0x1f) (-1.5e3 ^ 2 atan2 \u00fc)";
    for (int end = 1; end <= query.length(); end++) {
      String prefix = query.substring(0, end);
      try {
        Expr expr = PromqlParser.parse(prefix, ParserOptions.EXPERIMENTAL);
        assertThat(expr.position().end()).as(prefix).isLessThanOrEqualTo(end);
      } catch (ParseException e) {
        assertThat(e).as(prefix).hasMessageMatching("1:\\d+: parse error: .+");
      }
    }
  }

  @Test
  void featuresAreIndependent() {
    Set<ParserOptions.Feature> onlyFill = EnumSet.of(ParserOptions.Feature.FILL_MODIFIERS);
    ParserOptions options = ParserOptions.DEFAULTS.withFeatures(onlyFill);
    assertThat(ExprPrinter.print(PromqlParser.parse("a + fill(1) b", options)))
        .isEqualTo("a + fill (1) b");
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> PromqlParser.parse("max_of(1, 2)", options))
        .withMessageContaining("max_of");
    assertThatExceptionOfType(ParseException.class)
        .isThrownBy(() -> PromqlParser.parse("rate(a[5m] Smoothed)", options))
        .withMessage("1:6: parse error: smoothed modifier is experimental and not enabled");
    Set<ParserOptions.Feature> onlyRanges =
        EnumSet.of(ParserOptions.Feature.EXTENDED_RANGE_SELECTORS);
    assertThat(
            ExprPrinter.print(
                PromqlParser.parse("a anchored", ParserOptions.DEFAULTS.withFeatures(onlyRanges))))
        .isEqualTo("a anchored");
  }
}
