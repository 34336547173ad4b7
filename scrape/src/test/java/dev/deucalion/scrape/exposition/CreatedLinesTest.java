package dev.deucalion.scrape.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CreatedLinesTest {
  /** Series with the start that each has, 0 for none. */
  private static List<String> starts(String body) throws ExpositionException {
    ExpositionParser parser =
        ExpositionFormat.OPEN_METRICS.newParser(Set.of(ParserOption.START_TIMESTAMPS));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    parser.reset(bytes, bytes.length);
    List<String> starts = new ArrayList<>();
    for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
      if (kind == EntryKind.SERIES) {
        String series =
            new String(
                bytes,
                parser.keyStart(),
                parser.keyEnd() - parser.keyStart(),
                StandardCharsets.UTF_8);
        starts.add(series + " " + parser.startTimestampMs());
      }
    }
    return starts;
  }

  @Test
  void belongToTheMetricWithTheSameLabels() throws ExpositionException {
    assertThat(
            starts(
                """
                # TYPE foo counter
                foo_total 17.0 1520879607.789 # {id="counter-test"} 5
                foo_created 1520872607.123
                foo_total{a="b"} 17.0
                foo_created{a="b"} 1520872608.5
                foo_total{le="1"} 10.0
                # EOF
                """))
        .containsExactly(
            "foo_total 1520872607123", "foo_total{a=\"b\"} 1520872608500", "foo_total{le=\"1\"} 0");
  }

  @Test
  void mayStandAnywhereAmongTheLinesOfTheMetric() throws ExpositionException {
    assertThat(
            starts(
                """
                # TYPE bar summary
                bar_count 17
                bar{quantile="0.95"} 1
                bar_created 10
                bar{quantile="0.99"} 2
                # TYPE baz histogram
                baz_count{a="1"} 17
                baz_created{a="1"} 11
                baz_bucket{a="1",le="0.0"} 0
                baz_bucket{le="+Inf",a="1"} 17
                baz_count{a="2"} 3
                # EOF
                """))
        .containsExactly(
            "bar_count 10000",
            "bar{quantile=\"0.95\"} 10000",
            "bar{quantile=\"0.99\"} 10000",
            "baz_count{a=\"1\"} 11000",
            "baz_bucket{a=\"1\",le=\"0.0\"} 11000",
            "baz_bucket{le=\"+Inf\",a=\"1\"} 11000",
            "baz_count{a=\"2\"} 0");
  }

  @Test
  void gaugesOfSuchANameAreGauges() throws ExpositionException {
    assertThat(starts("# TYPE fizz_created gauge\nfizz_created 17\n# EOF\n"))
        .containsExactly("fizz_created 0");
  }

  @Test
  void quotedNamesHaveThemToo() throws ExpositionException {
    assertThat(
            starts(
                """
                # TYPE "my.c" counter
                {"my.c_total",a="b"} 1
                {"my.c_created",a="b"} 2.5
                # EOF
                """))
        .containsExactly("{\"my.c_total\",a=\"b\"} 2500");
  }

  @Test
  void areSamplesUnlessAskedFor() throws ExpositionException {
    assertThat(
            ParsedEntry.parse(
                ExpositionFormat.OPEN_METRICS, "# TYPE a counter\na_created 1\n# EOF\n"))
        .contains("a_created | {__name__=\"a_created\"} | 1.0");
  }

  /** Without a line the look ahead goes over the family once, not once a series. */
  @Test
  void aLongFamilyWithoutThemIsReadTwiceAtMost() throws ExpositionException {
    StringBuilder body = new StringBuilder("# TYPE a counter\n");
    int series = 100_000;
    for (int i = 0; i < series; i++) {
      body.append("a_total{i=\"").append(i).append("\"} 1\n");
    }
    assertThat(starts(body.append("# EOF\n").toString()))
        .hasSize(series)
        .allMatch(s -> s.endsWith(" 0"));
  }
}
