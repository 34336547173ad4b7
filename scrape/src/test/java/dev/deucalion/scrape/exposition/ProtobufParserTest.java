package dev.deucalion.scrape.exposition;

import static dev.deucalion.scrape.exposition.ProtobufBody.bucket;
import static dev.deucalion.scrape.exposition.ProtobufBody.counts;
import static dev.deucalion.scrape.exposition.ProtobufBody.deltas;
import static dev.deucalion.scrape.exposition.ProtobufBody.in;
import static dev.deucalion.scrape.exposition.ProtobufBody.integer;
import static dev.deucalion.scrape.exposition.ProtobufBody.label;
import static dev.deucalion.scrape.exposition.ProtobufBody.metric;
import static dev.deucalion.scrape.exposition.ProtobufBody.number;
import static dev.deucalion.scrape.exposition.ProtobufBody.signed;
import static dev.deucalion.scrape.exposition.ProtobufBody.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.scrape.exposition.ProtobufBody.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProtobufParserTest {
  private static final Set<ParserOption> NATIVE = Set.of(ParserOption.NATIVE_HISTOGRAMS);

  private static List<String> parse(byte[] body, ParserOption... options)
      throws ExpositionException {
    return ParsedEntry.parse(ExpositionFormat.PROTOBUF.newParser(Set.of(options)), body);
  }

  private static List<Histogram> histograms(byte[] body, Set<ParserOption> options)
      throws ExpositionException {
    ExpositionParser parser = ExpositionFormat.PROTOBUF.newParser(options);
    parser.reset(body, body.length);
    List<Histogram> histograms = new ArrayList<>();
    for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
      if (kind == EntryKind.HISTOGRAM) {
        histograms.add(parser.histogram());
      }
    }
    return histograms;
  }

  private static byte[] histogram(Fields... fields) {
    return new ProtobufBody().family("h", ProtobufBody.HISTOGRAM, metric(in(7, fields))).bytes();
  }

  @Test
  void givesSeriesOfEveryType() throws ExpositionException {
    assertThat(parse(ProtobufBody.all()))
        .containsExactly(
            "HELP go_info Help of go_info.",
            "TYPE go_info gauge",
            "{__name__=\"go_info\", version=\"go1.22\"} | 1.0",
            "HELP requests_total Help of requests_total.",
            "TYPE requests_total counter",
            "{__name__=\"requests_total\", code=\"200\"} | 1027.0 @1395066363000"
                + " since 1500000000005 # {trace_id=\"abc\"} 3.0 @1600000000123",
            "{__name__=\"requests_total\", code=\"größe\"} | 3.0",
            "HELP temperature Help of temperature.",
            "TYPE temperature unknown",
            "{__name__=\"temperature\"} | NaN",
            "HELP rpc_seconds Latency.",
            "UNIT rpc_seconds seconds",
            "TYPE rpc_seconds summary",
            "{__name__=\"rpc_seconds_count\"} | 42.0 since 1500000001000",
            "{__name__=\"rpc_seconds_sum\"} | 324789.3 since 1500000001000",
            "{__name__=\"rpc_seconds\", quantile=\"0.5\"} | 0.1 since 1500000001000",
            "{__name__=\"rpc_seconds\", quantile=\"1.0\"} | NaN since 1500000001000",
            "HELP latency Help of latency.",
            "TYPE latency histogram",
            "{__name__=\"latency_count\", a=\"b\"} | 6.0 since 1500000002000",
            "{__name__=\"latency_sum\", a=\"b\"} | 1.5 since 1500000002000",
            "{__name__=\"latency_bucket\", a=\"b\", le=\"0.1\"} | 2.0 since 1500000002000"
                + " # {trace_id=\"x\"} 0.05",
            "{__name__=\"latency_bucket\", a=\"b\", le=\"1.0\"} | 6.0 since 1500000002000"
                + " # {trace_id=\"y\"} 0.5 @7000",
            "{__name__=\"latency_bucket\", a=\"b\", le=\"+Inf\"} | 6.0 since 1500000002000",
            "HELP native Help of native.",
            "TYPE native gaugehistogram",
            "{__name__=\"native_count\"} | 12.0",
            "{__name__=\"native_sum\"} | -3.5",
            "{__name__=\"native_bucket\", le=\"+Inf\"} | 12.0");
  }

  @Test
  void givesNativeHistogramsWithoutEmptyBuckets() throws ExpositionException {
    assertThat(histograms(ProtobufBody.all(), NATIVE))
        .containsExactly(
            new IntHistogram(
                CounterResetHint.GAUGE,
                BucketLayout.exponential(3, 0.001, new int[] {-4, 1, 2, 3}, new int[] {0, 2}),
                2,
                12,
                -3.5,
                new long[] {3, 4, 1, 3},
                new long[] {1, 1}));
    assertThat(parse(ProtobufBody.all(), ParserOption.NATIVE_HISTOGRAMS))
        .endsWith("{__name__=\"native\"} | histogram # {trace_id=\"z\"} 0.2 @8000");
  }

  @Test
  void givesFloatHistograms() throws ExpositionException {
    byte[] body =
        histogram(
            number(4, 4.5),
            number(2, 7),
            number(6, 0.5),
            number(8, 1),
            span(12, 2, 2),
            counts(14, 1.5, 2));
    assertThat(histograms(body, NATIVE))
        .containsExactly(
            new FloatHistogram(
                CounterResetHint.UNKNOWN,
                BucketLayout.exponential(0, 0.5, new int[] {2, 2}, new int[0]),
                1,
                4.5,
                7,
                new double[] {1.5, 2},
                new double[0]));
  }

  @Test
  void aSpanWithoutBucketsMakesAHistogramNative() throws ExpositionException {
    assertThat(parse(histogram(span(12, 0, 0)), ParserOption.NATIVE_HISTOGRAMS))
        .contains("{__name__=\"h\"} | histogram");
    assertThat(parse(histogram(signed(5, 3)), ParserOption.NATIVE_HISTOGRAMS))
        .contains("{__name__=\"h_count\"} | 0.0");
  }

  @Test
  void keepsClassicSeriesBehindTheNativeHistogram() throws ExpositionException {
    byte[] body =
        histogram(integer(1, 1), span(12, 0, 1), deltas(13, 1), bucket(1, 1), number(2, 0.9));
    assertThat(parse(body, ParserOption.NATIVE_HISTOGRAMS, ParserOption.KEEP_CLASSIC_HISTOGRAMS))
        .endsWith(
            "{__name__=\"h\"} | histogram",
            "{__name__=\"h_count\"} | 1.0",
            "{__name__=\"h_sum\"} | 0.9",
            "{__name__=\"h_bucket\", le=\"1.0\"} | 1.0",
            "{__name__=\"h_bucket\", le=\"+Inf\"} | 1.0");
  }

  @Test
  void convertsClassicHistograms() throws ExpositionException {
    byte[] body =
        histogram(integer(1, 9), number(2, 5), bucket(0.5, 2), bucket(1, 2), bucket(2, 8));
    IntHistogram expected =
        new IntHistogram(
            CounterResetHint.UNKNOWN,
            BucketLayout.custom(new int[] {0, 4}, new double[] {0.5, 1, 2}),
            0,
            9,
            5,
            new long[] {2, 0, 6, 1},
            new long[0]);
    assertThat(histograms(body, Set.of(ParserOption.CONVERT_TO_CUSTOM_BUCKETS)))
        .containsExactly(expected);
    assertThat(parse(body, ParserOption.CONVERT_TO_CUSTOM_BUCKETS))
        .hasSize(3)
        .endsWith("{__name__=\"h\"} | histogram");
    assertThat(
            parse(
                body, ParserOption.CONVERT_TO_CUSTOM_BUCKETS, ParserOption.KEEP_CLASSIC_HISTOGRAMS))
        .hasSize(9)
        .endsWith("{__name__=\"h_bucket\", le=\"+Inf\"} | 9.0", "{__name__=\"h\"} | histogram");
  }

  @Test
  void addsTypeAndUnit() throws ExpositionException {
    assertThat(parse(ProtobufBody.all(), ParserOption.TYPE_AND_UNIT_LABELS))
        .contains(
            "{__name__=\"rpc_seconds_sum\", __type__=\"summary\", __unit__=\"seconds\"}"
                + " | 324789.3 since 1500000001000",
            "{__name__=\"temperature\"} | NaN");
  }

  @Test
  void keysTellSeriesApart() throws ExpositionException {
    ExpositionParser parser = ExpositionFormat.PROTOBUF.newParser();
    byte[] body = ProtobufBody.all();
    List<String> first = keys(parser, body);
    assertThat(first).doesNotHaveDuplicates();
    assertThat(keys(parser, body)).isEqualTo(first);
  }

  private static List<String> keys(ExpositionParser parser, byte[] body)
      throws ExpositionException {
    parser.reset(body, body.length);
    List<String> keys = new ArrayList<>();
    for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
      StringBuilder key = new StringBuilder(kind.name());
      for (int i = parser.keyStart(); i < parser.keyEnd(); i++) {
        key.append(' ').append(parser.keyBytes()[i]);
      }
      keys.add(key.toString());
    }
    return keys;
  }

  @Test
  void skipsFamiliesWithoutMetrics() throws ExpositionException {
    byte[] body =
        new ProtobufBody()
            .family("empty", ProtobufBody.GAUGE, out -> {})
            .family("g", ProtobufBody.GAUGE, metric(in(2, number(1, 2))))
            .bytes();
    assertThat(parse(body))
        .containsExactly("HELP g Help of g.", "TYPE g gauge", "{__name__=\"g\"} | 2.0");
  }

  @Test
  void refusesWhatIsNoFamily() {
    byte[] noName = new ProtobufBody().family("", ProtobufBody.GAUGE, metric(in(2))).bytes();
    assertThatThrownBy(() -> parse(noName)).hasMessage("invalid metric name: ");
    byte[] noType = new ProtobufBody().family("a", 17, metric(in(2))).bytes();
    assertThatThrownBy(() -> parse(noType)).hasMessage("unknown metric type for metric \"a\": 17");
    byte[] twice =
        new ProtobufBody()
            .family("a", ProtobufBody.GAUGE, metric(label("b", "1"), label("b", "2")))
            .bytes();
    assertThatThrownBy(() -> parse(twice))
        .hasMessage("label name \"b\" is not unique: invalid sample");
    byte[] cut = new byte[] {20, 1};
    assertThatThrownBy(() -> parse(cut))
        .hasMessage("protobuf: length 20 with 1 bytes left at byte 0");
    byte[] spans = histogram(span(12, 0, 3), deltas(13, 1));
    assertThatThrownBy(() -> parse(spans, ParserOption.NATIVE_HISTOGRAMS))
        .hasMessage("histogram \"h\": positive side: spans require 3 buckets, have 1");
    byte[] falling = histogram(integer(1, 1), bucket(1, 2), bucket(2, 1));
    assertThatThrownBy(() -> parse(falling, ParserOption.CONVERT_TO_CUSTOM_BUCKETS))
        .hasMessage("count is not cumulative: 1 < 2");
  }
}
