package dev.deucalion.scrape.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextParserTest {
  private static List<String> parse(String body) throws ExpositionException {
    return ParsedEntry.parse(ExpositionFormat.TEXT, body);
  }

  @Test
  void readsAnOrdinaryBody() throws ExpositionException {
    String body =
        """
        # HELP go_gc_duration_seconds A summary.
        # TYPE go_gc_duration_seconds summary
        go_gc_duration_seconds{quantile="0"} 4.9351e-05
        go_gc_duration_seconds{quantile="0.25",} 7.424100000000001e-05
        go_gc_duration_seconds_count 99
        # TYPE http_requests counter
        http_requests{code="200",method="post"} 1027 1395066363000
        http_requests{} NaN -
        """;
    body = body.replace(" -\n", "\n");
    assertThat(parse(body))
        .containsExactly(
            "HELP go_gc_duration_seconds A summary.",
            "TYPE go_gc_duration_seconds summary",
            "go_gc_duration_seconds{quantile=\"0\"}"
                + " | {__name__=\"go_gc_duration_seconds\", quantile=\"0.0\"} | 4.9351E-5",
            "go_gc_duration_seconds{quantile=\"0.25\",}"
                + " | {__name__=\"go_gc_duration_seconds\", quantile=\"0.25\"}"
                + " | 7.424100000000001E-5",
            "go_gc_duration_seconds_count | {__name__=\"go_gc_duration_seconds_count\"} | 99.0",
            "TYPE http_requests counter",
            "http_requests{code=\"200\",method=\"post\"}"
                + " | {__name__=\"http_requests\", code=\"200\", method=\"post\"}"
                + " | 1027.0 @1395066363000",
            "http_requests{} | {__name__=\"http_requests\"} | NaN");
  }

  @Test
  void blanksAreAllowedBetweenTokens() throws ExpositionException {
    for (String line :
        List.of(
            "a{b=\"c\",d=\"e\"} 1 2\n",
            "a {b=\"c\",d=\"e\"} 1 2",
            "a { b = \"c\" , d\t= \"e\" , } \t1 \t2 \n",
            " a{b=\"c\"d=\"e\"}1 2",
            "\n\n \na{d=\"e\",b=\"c\"} 1 2\n")) {
      assertThat(parse(line))
          .singleElement()
          .asString()
          .endsWith(" | {__name__=\"a\", b=\"c\", d=\"e\"} | 1.0 @2");
    }
  }

  @Test
  void leadingBlanksAreNotPartOfTheName() throws ExpositionException {
    assertThat(parse(" \ta 1\n")).containsExactly("a | {__name__=\"a\"} | 1.0");
  }

  @Test
  void theLastLineNeedsNoLineFeed() throws ExpositionException {
    assertThat(parse("a 1\nb 2"))
        .containsExactly("a | {__name__=\"a\"} | 1.0", "b | {__name__=\"b\"} | 2.0");
  }

  @Test
  void emptyBodiesHaveNoEntries() throws ExpositionException {
    assertThat(parse("")).isEmpty();
    assertThat(parse("\n")).isEmpty();
    assertThat(parse(" \n\t")).isEmpty();
  }

  @Test
  void escapesAreReplaced() throws ExpositionException {
    assertThat(parse("a{b=\"x\\\\y\\\"z\\n\\q\"} 1\n"))
        .containsExactly(
            "a{b=\"x\\\\y\\\"z\\n\\q\"} | {__name__=\"a\", b=\"x\\\\y\\\"z\\n\\\\q\"} | 1.0");
    assertThat(parse("# HELP a one\\ntwo \\\\ \\\"\n")).containsExactly("HELP a one\ntwo \\ \\\"");
  }

  @Test
  void labelValuesMayHaveLineFeedsAndNullBytes() throws ExpositionException {
    assertThat(parse("a{b=\"x\ny\"} 1\na{b=\"abc\u0000\"} 1"))
        .containsExactly(
            "a{b=\"x\ny\"} | {__name__=\"a\", b=\"x\\ny\"} | 1.0",
            "a{b=\"abc\u0000\"} | {__name__=\"a\", b=\"abc\\x00\"} | 1.0");
  }

  @Test
  void labelValuesMayBeBeyondAscii() throws ExpositionException {
    assertThat(parse("a{b=\"größer als\",c=\"Δt=😀\"} 1\n"))
        .singleElement()
        .asString()
        .endsWith("{__name__=\"a\", b=\"größer als\", c=\"Δt=😀\"} | 1.0");
  }

  @Test
  void quotedNames() throws ExpositionException {
    String body =
        """
        # HELP "my.metric" Text.
        # \tTYPE "my.metric" summary
        {"my.metric",quantile="1"} 1
        { "my.metric", quantile= "1", a= "b", } 2
        {"with \\"quotes\\"","strange©™\\n"="6"} 10.0
        {a="b","my.metric"} 3
        my{"x.y"="z"} 4
        """;
    assertThat(parse(body))
        .containsExactly(
            "HELP my.metric Text.",
            "TYPE my.metric summary",
            "{\"my.metric\",quantile=\"1\"}"
                + " | {__name__=\"my.metric\", quantile=\"1.0\"} | 1.0",
            "{ \"my.metric\", quantile= \"1\", a= \"b\", }"
                + " | {__name__=\"my.metric\", a=\"b\", quantile=\"1.0\"} | 2.0",
            "{\"with \\\"quotes\\\"\",\"strange©™\\n\"=\"6\"}"
                + " | {__name__=\"with \\\"quotes\\\"\", \"strange©™\\n\"=\"6\"} | 10.0",
            "{a=\"b\",\"my.metric\"} | {__name__=\"my.metric\", a=\"b\"} | 3.0",
            "my{\"x.y\"=\"z\"} | {__name__=\"my\", \"x.y\"=\"z\"} | 4.0");
  }

  @Test
  void metadataLines() throws ExpositionException {
    String body =
        """
        # HELP nohelp1
        # HELP nohelp2\s
        # HELP two  blanks
        #HELP not help
        # HELPER neither
        # TYPED nor this
        #
        #   indented comment
        # TYPE a untyped
        # TYPE b histogram
        """;
    assertThat(parse(body))
        .containsExactly(
            "HELP nohelp1 ",
            "HELP nohelp2 ",
            "HELP two  blanks",
            "COMMENT #HELP not help",
            "COMMENT # HELPER neither",
            "COMMENT # TYPED nor this",
            "COMMENT #",
            "COMMENT #   indented comment",
            "TYPE a unknown",
            "TYPE b histogram");
  }

  @Test
  void bucketsAndQuantilesAreNumbersOnlyOfTheirTypes() throws ExpositionException {
    String body =
        """
        a{le="1"} 1
        # TYPE h histogram
        h_bucket{le="1",quantile="1"} 1
        h_bucket{le="x"} 1
        h_bucket{le="+Inf"} 1
        # TYPE s summary
        s{le="1",quantile="1"} 1
        # TYPE c counter
        c{le="1",quantile="1"} 1
        """;
    assertThat(parse(body).stream().filter(e -> !e.startsWith("TYPE")))
        .containsExactly(
            "a{le=\"1\"} | {__name__=\"a\", le=\"1\"} | 1.0",
            "h_bucket{le=\"1\",quantile=\"1\"}"
                + " | {__name__=\"h_bucket\", le=\"1.0\", quantile=\"1\"} | 1.0",
            "h_bucket{le=\"x\"} | {__name__=\"h_bucket\", le=\"x\"} | 1.0",
            "h_bucket{le=\"+Inf\"} | {__name__=\"h_bucket\", le=\"+Inf\"} | 1.0",
            "s{le=\"1\",quantile=\"1\"} | {__name__=\"s\", le=\"1\", quantile=\"1.0\"} | 1.0",
            "c{le=\"1\",quantile=\"1\"} | {__name__=\"c\", le=\"1\", quantile=\"1\"} | 1.0");
  }

  @Test
  void emptyLabelsAreNone() throws ExpositionException {
    assertThat(parse("a{b=\"\",c=\"\",c=\"d\"} 1\n"))
        .singleElement()
        .asString()
        .contains("| {__name__=\"a\"} |");
  }

  @Test
  void aNullByteAtTheStartOfALineEndsTheBody() throws ExpositionException {
    assertThat(parse("a 1\n\u0000b{")).containsExactly("a | {__name__=\"a\"} | 1.0");
  }
}
