package dev.deucalion.scrape.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Error texts as Prometheus 3 shows them on its targets page. Bodies are Latin-1 here. */
class SyntaxErrorTest {
  private static ExpositionException fail(ExpositionFormat format, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    return catchThrowableOfType(ExpositionException.class, () -> ParsedEntry.parse(format, bytes));
  }

  static Stream<Arguments> textErrors() {
    return Stream.of(
        Arguments.of("a", "expected value after metric, got `\\n` (`INVALID`)", "a\\n"),
        Arguments.of("a\n", "expected value after metric, got `\\n` (`INVALID`)", "a\\n"),
        Arguments.of("1a 1", "expected a valid start token, got `1` (`INVALID`)", "1"),
        Arguments.of("x 1\n a{b='c'} 1\n", "expected label value, got `'` (`INVALID`)", " a{b='"),
        Arguments.of("a{b=\n", "expected label value, got `\\n` (`INVALID`)", "a{b=\\n"),
        Arguments.of(
            "a{\u00ff=\"c\"} 1", "expected label name, got `\\xff` (`INVALID`)", "a{\\xff"),
        Arguments.of(
            "{\"a\", \"b = \"c\"}",
            "expected equal, got `c\\\"` (`LNAME`)",
            "{\\\"a\\\", \\\"b = \\\"c\\\""),
        Arguments.of("a{b=\"", "expected label value, got `\\\"\\n` (`INVALID`)", "a{b=\\\"\\n"),
        Arguments.of("a{=\"\"} 0", "expected label name, got `=\\\"` (`EQUAL`)", "a{=\\\""),
        Arguments.of("a{,} 0", "expected label name, got `,}` (`COMMA`)", "a{,}"),
        Arguments.of("{A}0", "expected equal, got `}0` (`BCLOSE`)", "{A}0"),
        Arguments.of("a true\n", "strconv.ParseFloat: parsing `true`: invalid syntax", "a true"),
        Arguments.of("a 1\r\n", "strconv.ParseFloat: parsing `1\\r`: invalid syntax", "a 1\\r"),
        Arguments.of("a +nan\n", "strconv.ParseFloat: parsing `+nan`: invalid syntax", "a +nan"),
        Arguments.of("a 1e\n", "strconv.ParseFloat: parsing `1e`: invalid syntax", "a 1e"),
        Arguments.of("a 0x1\n", "strconv.ParseFloat: parsing `0x1`: invalid syntax", "a 0x1"),
        Arguments.of("a 1f\n", "strconv.ParseFloat: parsing `1f`: invalid syntax", "a 1f"),
        Arguments.of(
            "a 1e400\n", "strconv.ParseFloat: parsing `1e400`: value out of range", "a 1e400"),
        Arguments.of("a 1_2\n", "unsupported character in float", "a 1_2"),
        Arguments.of("a 0x1P-3\n", "unsupported character in float", "a 0x1P-3"),
        Arguments.of(
            "a 0 1_2\n", "expected next entry after timestamp, got `_` (`INVALID`)", "a 0 1_"),
        Arguments.of("a 0 -1\n", "expected timestamp or new record, got `-` (`INVALID`)", "a 0 -"),
        Arguments.of(
            "a 1 1 # {b=\"c\"} 1\n",
            "expected next entry after timestamp, got `#` (`INVALID`)",
            "a 1 1 #"),
        Arguments.of(
            "a 1 99999999999999999999\n",
            "strconv.ParseInt: parsing `99999999999999999999`: value out of range",
            "a 1 99999999999999999999"),
        Arguments.of("{b=\"c\"} 1", "metric name not set", "{b=\\\"c\\\"} 1"),
        Arguments.of("a{\"b\"} 1", "metric name already set", "a{\\\"b\\\"}"),
        Arguments.of(
            "# TYPE #\n", "expected metric name after TYPE, got `#` (`INVALID`)", "# TYPE #"),
        Arguments.of(
            "# HELP\n# HELP \n",
            "expected metric name after HELP, got `\\n` (`INVALID`)",
            "# HELP \\n"),
        Arguments.of(
            "a{b=\u0000\"c\"} 1", "expected label value, got `\\x00` (`INVALID`)", "a{b=\\x00"),
        Arguments.of(
            "a\u0000{b=\"c\"} 1", "expected value after metric, got `\\x00` (`INVALID`)", "a\\x00"),
        Arguments.of(
            "a{b=\"c\"}{ 1",
            "expected value after metric, got `{ ` (`BOPEN`)",
            "a{b=\\\"c\\\"}{ "));
  }

  @ParameterizedTest
  @MethodSource("textErrors")
  void text(String body, String fault, String quoted) {
    assertThat(fail(ExpositionFormat.TEXT, body))
        .hasMessage(fault.replace('`', '"') + " while parsing: \"" + quoted + "\"");
  }

  static Stream<Arguments> textPlainErrors() {
    return Stream.of(
        Arguments.of("a{b=\"\u00ff\"} 1\n", "invalid UTF-8 label value: `\\`\\xff\\``"),
        Arguments.of("# TYPE a\n", "invalid metric type ``"),
        Arguments.of("# TYPE a info\n", "invalid metric type `info`"),
        Arguments.of("# TYPE a counter\r\n", "invalid metric type `counter\\r`"),
        Arguments.of("# TYPE a  counter\n", "invalid metric type ` counter`"),
        Arguments.of("# HELP a \u00ff\n", "help text `\\xff` is not a valid utf8 string"),
        Arguments.of("a{b=\"c\",b=\"d\"} 1\n", "label name `b` is not unique: invalid sample"),
        Arguments.of(
            "a{__name__=\"c\"} 1\n", "label name `__name__` is not unique: invalid sample"),
        Arguments.of(
            "{\"a\",\"\u00ff\"=\"c\"} 1\n",
            "invalid metric name or label names: {__name__=`a`, `\ufffd`=`c`}"));
  }

  @ParameterizedTest
  @MethodSource("textPlainErrors")
  void textPlain(String body, String message) {
    assertThat(fail(ExpositionFormat.TEXT, body)).hasMessage(message.replace('`', '"'));
  }

  static Stream<Arguments> openMetricsErrors() {
    return Stream.of(
        Arguments.of("\n", "expected a valid start token, got `\\n` (`INVALID`)", "\\n"),
        Arguments.of(" a 1\n", "expected a valid start token, got ` ` (`INVALID`)", " "),
        Arguments.of(
            "#\tTYPE a b\n", "expected a valid start token, got `#\\t` (`INVALID`)", "#\\t"),
        Arguments.of(
            "# TYPO a b\n", "expected a valid start token, got `# TYPO` (`INVALID`)", "# TYPO"),
        Arguments.of("# com\n", "expected a valid start token, got `# c` (`INVALID`)", "# c"),
        Arguments.of("metric", "expected value after metric, got `metric` (`EOF`)", "metric"),
        Arguments.of("a\t1\n", "expected value after metric, got `\\t` (`INVALID`)", "a\\t"),
        Arguments.of("a 1\t2\n", "strconv.ParseFloat: parsing `1\\t2`: invalid syntax", "a 1\\t2"),
        Arguments.of(
            "a 1 2 \n", "expected next entry after timestamp, got ` \\n` (`INVALID`)", "a 1 2 \\n"),
        Arguments.of(
            "a 1 1 1\n",
            "expected next entry after timestamp, got ` 1\\n` (`TIMESTAMP`)",
            "a 1 1 1\\n"),
        Arguments.of("a 1 1z\n", "strconv.ParseFloat: parsing `1z`: invalid syntax", "a 1 1z"),
        Arguments.of(
            "a 1 \n# EOF", "expected a valid start token, got `\\n#` (`LINEBREAK`)", "\\n#"),
        Arguments.of(
            "# TYPE \n", "expected metric name after TYPE, got `\\n` (`INVALID`)", "# TYPE \\n"),
        Arguments.of(
            "a{b=\"c\"d=\"e\"} 1\n",
            "expected comma or brace close, got `d=` (`LNAME`)",
            "a{b=\\\"c\\\"d="),
        Arguments.of(
            "a{b=\"c\", d=\"e\"} 1\n",
            "expected label name, got ` ` (`INVALID`)",
            "a{b=\\\"c\\\", "),
        Arguments.of(
            "a{b=\"c\nd\"} 1\n",
            "expected label value, got `\\\"c\\n` (`INVALID`)",
            "a{b=\\\"c\\n"),
        Arguments.of("a 1 # {b=c}\n", "expected label value, got `c` (`INVALID`)", "a 1 # {b=c"),
        Arguments.of(
            "a 1 # {b=\"c\"}\n",
            "expected value after exemplar labels, got `\\n` (`INVALID`)",
            "a 1 # {b=\\\"c\\\"}\\n"),
        Arguments.of("a 1 # {b}", "expected equal, got `}` (`BCLOSE`)", "a 1 # {b}"),
        Arguments.of(
            "a 1 # {\"b\"} 1\n", "expected label name, got `} ` (`BCLOSE`)", "a 1 # {\\\"b\\\"} "),
        Arguments.of(
            "a 1 # {b=\"c\"} 1 2 3\n",
            "expected next entry after exemplar timestamp, got ` 3\\n` (`TIMESTAMP`)",
            "a 1 # {b=\\\"c\\\"} 1 2 3\\n"),
        Arguments.of(
            "a 1 # {b=\"c\"} 1 \n",
            "expected timestamp or comment, got ` \\n` (`INVALID`)",
            "a 1 # {b=\\\"c\\\"} 1 \\n"),
        Arguments.of(
            "a 1 # {b=\"c\"} 1_2", "unsupported character in float", "a 1 # {b=\\\"c\\\"} 1_2"));
  }

  @ParameterizedTest
  @MethodSource("openMetricsErrors")
  void openMetrics(String body, String fault, String quoted) {
    assertThat(fail(ExpositionFormat.OPEN_METRICS, body))
        .hasMessage(fault.replace('`', '"') + " while parsing: \"" + quoted + "\"");
  }

  static Stream<Arguments> openMetricsPlainErrors() {
    return Stream.of(
        Arguments.of("", "data does not end with # EOF"),
        Arguments.of("a 1", "data does not end with # EOF"),
        Arguments.of("a 1\n", "data does not end with # EOF"),
        Arguments.of("a 1 ", "data does not end with # EOF"),
        Arguments.of("a 1 # {b=\"c\"} 4", "data does not end with # EOF"),
        Arguments.of("# EOF\n\n", "unexpected data after # EOF"),
        Arguments.of("# EOF\na 1", "unexpected data after # EOF"),
        Arguments.of("# EOFa", "unexpected data after # EOF"),
        Arguments.of("# TYPE a untyped\n", "invalid metric type `untyped`"),
        Arguments.of("# TYPE a counter \n", "invalid metric type `counter `"),
        Arguments.of("# TYPE a counter\r\n", "invalid metric type `counter\\r`"),
        Arguments.of("# TYPE a\n", "expected text in TYPE"),
        Arguments.of("# HELP a b", "expected text in HELP"),
        Arguments.of("# UNIT a_s m\n", "unit `m` not a suffix of metric `a_s`"),
        Arguments.of("# UNIT as s\n", "unit `s` not a suffix of metric `as`"),
        Arguments.of("# UNIT s s\n", "unit `s` not a suffix of metric `s`"),
        Arguments.of("# UNIT s xxxxx_s\n", "unit `xxxxx_s` not a suffix of metric `s`"),
        Arguments.of("a 1 NaN\n", "invalid timestamp NaN"),
        Arguments.of("a 1 -Inf\n", "invalid timestamp -Inf"),
        Arguments.of("a 1 inf\n", "invalid timestamp +Inf"),
        Arguments.of("a 1 # {} 4 NaN\n", "invalid exemplar timestamp NaN"),
        Arguments.of(
            "a 1 # {b=\"c\",b=\"d\"} 1\n", "label name `b` is not unique: invalid exemplar"));
  }

  @ParameterizedTest
  @MethodSource("openMetricsPlainErrors")
  void openMetricsPlain(String body, String message) {
    assertThat(fail(ExpositionFormat.OPEN_METRICS, body)).hasMessage(message.replace('`', '"'));
  }

  @Test
  void errorsSayWhere() {
    ExpositionException error = fail(ExpositionFormat.TEXT, "a 1\n\nb{c=\"d\"} 2\ne{f} 3\n");
    assertThat(error.line()).isEqualTo(4);
    assertThat(error.offset()).isEqualTo("a 1\n\nb{c=\"d\"} 2\ne{f".length());
  }

  @Test
  void quotesOfLongLinesAreCut() {
    for (ExpositionFormat format : List.of(ExpositionFormat.TEXT, ExpositionFormat.OPEN_METRICS)) {
      for (String body :
          List.of("a".repeat(5000), "a{b=\"" + "c".repeat(5000), "a " + "1".repeat(5000) + "x\n")) {
        assertThat(fail(format, body).getMessage()).hasSizeBetween(500, 2000).contains("...");
      }
    }
  }
}
