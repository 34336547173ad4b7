package dev.deucalion.scrape.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.metadata.MetricType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenMetricsParserTest {
  private static List<String> parse(String body) throws ExpositionException {
    return ParsedEntry.parse(ExpositionFormat.OPEN_METRICS, body);
  }

  @Test
  void readsAnOrdinaryBody() throws ExpositionException {
    String body =
        """
        # HELP http_seconds Time \\"spent\\"\\n.
        # TYPE http_seconds histogram
        # UNIT http_seconds seconds
        http_seconds_bucket{le="1"} 5
        http_seconds_bucket{path="/",le="+Inf"} 7 # {trace_id="abc"} 0.5 1520879607.789
        http_seconds_sum{path="/"} 3.5 1520879607.789
        http_seconds_created{path="/"} 1520872607.123
        # EOF
        """;
    assertThat(parse(body))
        .containsExactly(
            "HELP http_seconds Time \"spent\"\n.",
            "TYPE http_seconds histogram",
            "UNIT http_seconds seconds",
            "http_seconds_bucket{le=\"1\"}"
                + " | {__name__=\"http_seconds_bucket\", le=\"1.0\"} | 5.0",
            "http_seconds_bucket{path=\"/\",le=\"+Inf\"}"
                + " | {__name__=\"http_seconds_bucket\", le=\"+Inf\", path=\"/\"}"
                + " | 7.0 # {trace_id=\"abc\"} 0.5 @1520879607789",
            "http_seconds_sum{path=\"/\"}"
                + " | {__name__=\"http_seconds_sum\", path=\"/\"} | 3.5 @1520879607789",
            "http_seconds_created{path=\"/\"}"
                + " | {__name__=\"http_seconds_created\", path=\"/\"} | 1.520872607123E9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "counter",
        "gauge",
        "histogram",
        "gaugehistogram",
        "summary",
        "info",
        "stateset",
        "unknown"
      })
  void types(String type) throws ExpositionException {
    assertThat(parse("# TYPE a " + type + "\n# EOF\n")).containsExactly("TYPE a " + type);
  }

  @Test
  void theLineFeedAfterEofIsOptional() throws ExpositionException {
    assertThat(parse("# EOF")).isEmpty();
    assertThat(parse("# EOF\n")).isEmpty();
    assertThat(parse("a 1\n# EOF")).hasSize(1);
  }

  @Test
  void timestampsAreSeconds() throws ExpositionException {
    String body = "a 1 1\na 1 1.5\na 1 -1.0005\na 1 1e3\na 1 +2\n# EOF";
    assertThat(parse(body))
        .extracting(entry -> entry.substring(entry.indexOf('@')))
        .containsExactly("@1000", "@1500", "@-1000", "@1000000", "@2000");
  }

  @Test
  void quotedNames() throws ExpositionException {
    String body =
        """
        # HELP "my.metric" Text.
        {"my.metric",a="b"} 1 # {"trace.id"="x\\"y"} 2
        {a="b","my.metric"} 3 4
        # EOF
        """;
    assertThat(parse(body))
        .containsExactly(
            "HELP my.metric Text.",
            "{\"my.metric\",a=\"b\"} | {__name__=\"my.metric\", a=\"b\"}"
                + " | 1.0 # {\"trace.id\"=\"x\\\"y\"} 2.0",
            "{a=\"b\",\"my.metric\"} | {__name__=\"my.metric\", a=\"b\"} | 3.0 @4000");
  }

  @Test
  void exemplarsAreOfTheirSampleOnly() throws ExpositionException {
    assertThat(parse("a_total 1 # {} 2\nb_total 1\nc_total 1 5 # {a=\"b\",} 3\n# EOF\n"))
        .containsExactly(
            "a_total | {__name__=\"a_total\"} | 1.0 # {} 2.0",
            "b_total | {__name__=\"b_total\"} | 1.0",
            "c_total | {__name__=\"c_total\"} | 1.0 @5000 # {a=\"b\"} 3.0");
  }

  @Test
  void unitsMayBeEmpty() throws ExpositionException {
    assertThat(parse("# UNIT a \n# HELP b \n# EOF\n")).containsExactly("UNIT a ", "HELP b ");
  }

  @Test
  void parsersCanBeReset() throws ExpositionException {
    ExpositionParser parser = ExpositionFormat.OPEN_METRICS.newParser();
    byte[] body = "# TYPE a gauge\na 1\n# EOF\n".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 2; i++) {
      parser.reset(body, body.length);
      assertThat(parser.type()).isEqualTo(MetricType.UNKNOWN);
      assertThat(parser.next()).isEqualTo(EntryKind.TYPE);
      assertThat(parser.next()).isEqualTo(EntryKind.SERIES);
      assertThat(parser.next()).isEqualTo(EntryKind.END);
      assertThat(parser.next()).isEqualTo(EntryKind.END);
    }
  }
}
