package dev.deucalion.scrape.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CustomBucketsParserTest {
  private static final String BODY =
      """
      # HELP h Some.
      # TYPE h histogram
      h_bucket{a="1",le="0.5"} 2
      h_bucket{a="1",le="1"} 2
      h_bucket{a="1",le="+Inf"} 5
      h_sum{a="1"} 4.5
      h_count{a="1"} 5
      h_bucket{a="2",le="0.5"} 1
      h_count{a="2"} 1
      h_sum{a="2"} 0.1
      # TYPE g gauge
      g_bucket{le="1"} 7
      """;

  private static ExpositionParser parser(ExpositionFormat format, ParserOption... more) {
    Set<ParserOption> options = EnumSet.of(ParserOption.CONVERT_TO_CUSTOM_BUCKETS, more);
    return format.newParser(options);
  }

  private static List<String> parse(String body, ParserOption... more) throws ExpositionException {
    return ParsedEntry.parse(
        parser(ExpositionFormat.TEXT, more), body.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Histogram> histograms(String body) throws ExpositionException {
    ExpositionParser parser = parser(ExpositionFormat.TEXT);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    parser.reset(bytes, bytes.length);
    List<Histogram> histograms = new ArrayList<>();
    for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
      if (kind == EntryKind.HISTOGRAM) {
        histograms.add(parser.histogram());
      }
    }
    return histograms;
  }

  @Test
  void makesAHistogramOfTheLinesOfOne() throws ExpositionException {
    assertThat(parse(BODY))
        .containsExactly(
            "HELP h Some.",
            "TYPE h histogram",
            "{__name__=\"h\", a=\"1\"} | histogram",
            "{__name__=\"h\", a=\"2\"} | histogram",
            "TYPE g gauge",
            "{__name__=\"g_bucket\", le=\"1\"} | 7.0");
    assertThat(histograms(BODY))
        .containsExactly(
            new IntHistogram(
                CounterResetHint.UNKNOWN,
                BucketLayout.custom(new int[] {0, 3}, new double[] {0.5, 1}),
                0,
                5,
                4.5,
                new long[] {2, 0, 3},
                new long[0]),
            new IntHistogram(
                CounterResetHint.UNKNOWN,
                BucketLayout.custom(new int[] {0, 1}, new double[] {0.5}),
                0,
                1,
                0.1,
                new long[] {1},
                new long[0]));
  }

  @Test
  void keepsClassicSeriesBeforeTheHistogram() throws ExpositionException {
    assertThat(parse(BODY, ParserOption.KEEP_CLASSIC_HISTOGRAMS))
        .hasSize(14)
        .containsSubsequence(
            "{__name__=\"h_count\", a=\"1\"} | 5.0",
            "{__name__=\"h\", a=\"1\"} | histogram",
            "{__name__=\"h_bucket\", a=\"2\", le=\"0.5\"} | 1.0");
  }

  @Test
  void floatsMakeAFloatHistogram() throws ExpositionException {
    String body =
        """
        # TYPE h histogram
        h_bucket{le="2"} 1.5
        h_bucket{le="1"} 0.5
        h_bucket{le="+Inf"} 1.5
        """;
    assertThat(histograms(body))
        .containsExactly(
            new FloatHistogram(
                CounterResetHint.UNKNOWN,
                BucketLayout.custom(new int[] {0, 2}, new double[] {1, 2}),
                0,
                1.5,
                0,
                new double[] {0.5, 1},
                new double[0]));
  }

  @Test
  void contradictionsMakeNone() throws ExpositionException {
    assertThat(
            parse(
                """
                # TYPE h histogram
                h_bucket{le="1"} 3
                h_bucket{le="2"} 2
                h_count 2
                # TYPE i histogram
                i_bucket{le="1"} 3
                i_bucket{le="+Inf"} 3
                i_count 4
                # TYPE j histogram
                j_bucket 4
                j_bucket{le="x"} 4
                j_total 4
                """))
        .containsExactly(
            "TYPE h histogram",
            "TYPE i histogram",
            "TYPE j histogram",
            "{__name__=\"j_bucket\"} | 4.0",
            "{__name__=\"j_bucket\", le=\"x\"} | 4.0",
            "{__name__=\"j_total\"} | 4.0");
  }

  @Test
  void gathersExemplarsStartsAndTimestamps() throws ExpositionException {
    String body =
        """
        # TYPE h histogram
        h_bucket{le="1"} 1 5.5 # {id="no time"} 0.5
        h_bucket{le="+Inf"} 2 5.5 # {id="x"} 1.5 2.25
        h_created 1.5
        h_count 2 5.5
        # EOF
        """;
    assertThat(
            ParsedEntry.parse(
                parser(ExpositionFormat.OPEN_METRICS, ParserOption.START_TIMESTAMPS),
                body.getBytes(StandardCharsets.UTF_8)))
        .containsExactly(
            "TYPE h histogram",
            "{__name__=\"h\"} | histogram @5500 since 1500 # {id=\"x\"} 1.5 @2250");
  }

  @Test
  void keysAreTheSameInTheNextScrapeAndDifferFromThoseOfSeries() throws ExpositionException {
    ExpositionParser parser = parser(ExpositionFormat.TEXT, ParserOption.KEEP_CLASSIC_HISTOGRAMS);
    List<String> first = keys(parser, BODY);
    assertThat(first).hasSize(11).doesNotHaveDuplicates();
    assertThat(keys(parser, BODY.replace("} 2\n", "} 1\n"))).isEqualTo(first);
  }

  private static List<String> keys(ExpositionParser parser, String body)
      throws ExpositionException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    parser.reset(bytes, bytes.length);
    List<String> keys = new ArrayList<>();
    for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
      if (kind == EntryKind.SERIES || kind == EntryKind.HISTOGRAM) {
        keys.add(
            new String(
                parser.keyBytes(),
                parser.keyStart(),
                parser.keyEnd() - parser.keyStart(),
                StandardCharsets.ISO_8859_1));
      }
    }
    return keys;
  }
}
