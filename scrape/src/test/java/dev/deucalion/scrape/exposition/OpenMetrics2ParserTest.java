package dev.deucalion.scrape.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenMetrics2ParserTest {
  private static List<String> parse(String body, ParserOption... options)
      throws ExpositionException {
    return ParsedEntry.parse(
        ExpositionFormat.OPEN_METRICS_2.newParser(Set.of(options)),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Histogram> histograms(String body, ParserOption... options)
      throws ExpositionException {
    ExpositionParser parser = ExpositionFormat.OPEN_METRICS_2.newParser(Set.of(options));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    parser.reset(bytes, bytes.length);
    List<Histogram> found = new ArrayList<>();
    for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
      if (kind == EntryKind.HISTOGRAM) {
        found.add(parser.histogram());
      }
    }
    return found;
  }

  @Test
  void withoutOptionsAllIsSeries() throws Exception {
    assertThat(parse(Bodies.OPEN_METRICS_2))
        .containsExactly(
            "TYPE request_seconds summary",
            "UNIT request_seconds seconds",
            "HELP request_seconds Latency of \"all\" of it.\n",
            "{__name__=\"request_seconds_count\", path=\"/v1\"} | 807283.0 since 1605281325000",
            "{__name__=\"request_seconds_sum\", path=\"/v1\"} | 9036.32 since 1605281325000",
            "{__name__=\"request_seconds\", path=\"/v1\", quantile=\"0.95\"} | 2.0"
                + " since 1605281325000",
            "{__name__=\"request_seconds\", path=\"/v1\", quantile=\"0.99\"} | 20.0"
                + " since 1605281325000",
            "TYPE bytes_total counter",
            "{__name__=\"bytes_total\"} | 17.0 @1520879607789 since 1520430000123"
                + " # {id=\"a\"} 0.5 @1520879607000 # {} 2.0 @1520879608500",
            "TYPE latency histogram",
            "{__name__=\"latency_count\"} | 4.0 since 1605301325000",
            "{__name__=\"latency_sum\"} | 120.0 since 1605301325000",
            "{__name__=\"latency_bucket\", le=\"0.5\"} | 1.0 since 1605301325000",
            "{__name__=\"latency_bucket\", le=\"1.0\"} | 2.0 since 1605301325000"
                + " # {x=\"\\\"y\"} 0.75 @1520879607789",
            "{__name__=\"latency_bucket\", le=\"+Inf\"} | 4.0 since 1605301325000",
            "TYPE load gaugehistogram",
            "{__name__=\"load_gcount\", a=\"b\"} | 0.5",
            "{__name__=\"load_gsum\", a=\"b\"} | -2.0",
            "{__name__=\"load_bucket\", a=\"b\", le=\"+Inf\"} | 0.5",
            "{__name__=\"load_gcount\", a=\"c\"} | 3.0",
            "{__name__=\"load_gsum\", a=\"c\"} | 2.0",
            "{__name__=\"load_bucket\", a=\"c\", le=\"-1.0\"} | 0.0",
            "{__name__=\"load_bucket\", a=\"c\", le=\"1.0\"} | 3.0",
            "{__name__=\"load_bucket\", a=\"c\", le=\"+Inf\"} | 3.0",
            "TYPE my.metric gauge",
            "{__name__=\"my.metric\", \"größe\"=\"x\"} | NaN @5000");
  }

  @Test
  void nativeHistogramsStandForTheirClassicSeries() throws Exception {
    List<String> entries = parse(Bodies.OPEN_METRICS_2, ParserOption.NATIVE_HISTOGRAMS);
    assertThat(entries)
        .contains(
            "{__name__=\"latency\"} | histogram since 1605301325000"
                + " # {x=\"\\\"y\"} 0.75 @1520879607789",
            "{__name__=\"load\", a=\"b\"} | histogram",
            "{__name__=\"load_gcount\", a=\"c\"} | 3.0")
        .noneMatch(entry -> entry.contains("latency_bucket"));
    List<Histogram> found = histograms(Bodies.OPEN_METRICS_2, ParserOption.NATIVE_HISTOGRAMS);
    assertThat(found).hasSize(2);
    assertThat(found.getFirst()).isInstanceOf(IntHistogram.class);
    assertThat(found.getFirst().sum()).isEqualTo(120);
    assertThat(found.getLast()).isInstanceOf(FloatHistogram.class);
    assertThat(found.getLast().resetHint()).isEqualTo(CounterResetHint.GAUGE);
  }

  @Test
  void classicSeriesCanStayBesideTheHistogram() throws Exception {
    assertThat(
            parse(
                Bodies.OPEN_METRICS_2,
                ParserOption.NATIVE_HISTOGRAMS,
                ParserOption.KEEP_CLASSIC_HISTOGRAMS))
        .containsSubsequence(
            "{__name__=\"latency\"} | histogram since 1605301325000"
                + " # {x=\"\\\"y\"} 0.75 @1520879607789",
            "{__name__=\"latency_count\"} | 4.0 since 1605301325000",
            "{__name__=\"latency_bucket\", le=\"+Inf\"} | 4.0 since 1605301325000",
            "TYPE load gaugehistogram");
  }

  @Test
  void classicHistogramsAreConverted() throws Exception {
    assertThat(parse(Bodies.OPEN_METRICS_2, ParserOption.CONVERT_TO_CUSTOM_BUCKETS))
        .contains(
            "{__name__=\"load\", a=\"c\"} | histogram",
            "{__name__=\"latency\"} | histogram since 1605301325000"
                + " # {x=\"\\\"y\"} 0.75 @1520879607789")
        .noneMatch(entry -> entry.contains("_bucket"));
  }

  @Test
  void keysTellEntriesApart() throws Exception {
    ExpositionParser parser = ExpositionFormat.OPEN_METRICS_2.newParser();
    byte[] body = Bodies.OPEN_METRICS_2.getBytes(StandardCharsets.UTF_8);
    parser.reset(body, body.length);
    Set<String> keys = new java.util.HashSet<>();
    int series = 0;
    for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
      if (kind == EntryKind.SERIES) {
        series++;
        keys.add(
            new String(
                parser.keyBytes(),
                parser.keyStart(),
                parser.keyEnd() - parser.keyStart(),
                StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(keys).hasSize(series);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# TYPE a histogram\na {count:1}\n# EOF\n",
        "# TYPE a histogram\na {sum:1,count:1,count:2}\n# EOF\n",
        "# TYPE a histogram\na {count:1,sum:1,bucket:[1:1\n# EOF\n",
        "# TYPE a histogram\na {count:1,sum:1,bucket:[1]}\n# EOF\n",
        "# TYPE a histogram\na {count:1,sum:1,other:2}\n# EOF\n",
        "# TYPE a histogram\na {count:x,sum:1}\n# EOF\n",
        "# TYPE a histogram\na {count:1, sum:1}\n# EOF\n",
        "# TYPE a histogram\na {count:1,sum:1,schema:0,positive_spans:[0:2],"
            + "positive_buckets:[1]}\n# EOF\n",
        "# TYPE a histogram\na{le=\"1\"} {count:1,sum:1,bucket:[+Inf:1]}\n# EOF\n",
        "# TYPE a gauge\na {count:1,sum:1}\n# EOF\n",
        "# TYPE a histogram\na {}\n# EOF\n",
        "a 1 st@x\n# EOF\n",
        "a 1 st@1 2\n# EOF\n",
        "a 1 2 st@NaN\n# EOF\n",
        "a 1 # {} 1 2 3\n# EOF\n",
        "a 1\n",
      })
  void whatIsMalformedIsRefused(String body) {
    assertThatThrownBy(() -> parse(body, ParserOption.NATIVE_HISTOGRAMS))
        .isInstanceOf(ExpositionException.class)
        .hasMessageMatching("(?s).+");
  }

  @ParameterizedTest
  @CsvSource({
    "application/openmetrics-text;version=2.0.0,OPEN_METRICS_2",
    "application/openmetrics-text; version=2.0.0; charset=utf-8,OPEN_METRICS_2",
    "application/openmetrics-text; version=1.0.0; charset=utf-8,OPEN_METRICS",
    "application/openmetrics-text,OPEN_METRICS",
    "text/plain;version=2.0.0,TEXT"
  })
  void theVersionChoosesTheFormat(String contentType, ExpositionFormat format)
      throws ExpositionException {
    assertThat(ExpositionFormat.fromContentType(contentType, null)).isEqualTo(format);
  }
}
