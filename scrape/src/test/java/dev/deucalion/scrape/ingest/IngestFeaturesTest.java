package dev.deucalion.scrape.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.SeriesHash;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.model.wire.WireWriter;
import dev.deucalion.scrape.exposition.ExpositionException;
import dev.deucalion.scrape.exposition.ExpositionFormat;
import dev.deucalion.scrape.exposition.ExpositionParser;
import dev.deucalion.scrape.exposition.ParserOption;
import dev.deucalion.scrape.options.HistogramOptions;
import dev.deucalion.scrape.options.ScrapeFeature;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.options.ScrapeLimits;
import dev.deucalion.scrape.testing.RecordingStore;
import dev.deucalion.storage.Appender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What comes with samples: histograms, exemplars, starts, metadata. */
class IngestFeaturesTest {
  private static final long TIME_MS = 1_000_000;
  private static final Labels TARGET = Labels.of("job", "j");

  private final RecordingStore store = new RecordingStore();
  private final IngestCounters counters = new IngestCounters();
  private HistogramOptions histograms = HistogramOptions.DEFAULTS.withScrapeNative(true);
  private ScrapeLimits limits = ScrapeLimits.NONE;

  private BodyIngester ingester() {
    return new BodyIngester(
        ScrapeJobOptions.builder("j").limits(limits).build(),
        TARGET,
        histograms,
        EnumSet.complementOf(EnumSet.of(ScrapeFeature.START_TIMESTAMP_SYNTHESIS)),
        new TargetMemory(TARGET, new StringPool()),
        new SeriesHash(new Random(1)),
        counters);
  }

  private void ingest(BodyIngester ingester, ExpositionFormat format, byte[] body, long timeMs)
      throws ExpositionException, IngestException, IOException {
    ExpositionParser parser =
        format.newParser(EnumSet.of(ParserOption.NATIVE_HISTOGRAMS, ParserOption.START_TIMESTAMPS));
    parser.reset(body, body.length);
    try (Appender appender = store.appender()) {
      ingester.begin();
      ingester.ingest(appender, parser, timeMs);
      appender.commit();
    }
  }

  private void ingest(BodyIngester ingester, String body, long timeMs)
      throws ExpositionException, IngestException, IOException {
    ingest(ingester, ExpositionFormat.OPEN_METRICS, body.getBytes(StandardCharsets.UTF_8), timeMs);
  }

  @Test
  void reportsMayBeLateAndStaleMarkersMayNot() throws Exception {
    store.takeLate();
    BodyIngester ingester = ingester();
    for (long timeMs : new long[] {2_000, 1_000}) {
      byte[] body = (timeMs == 2_000 ? "a 1\nb 1\n" : "a 1\n").getBytes(StandardCharsets.UTF_8);
      ExpositionParser parser = ExpositionFormat.TEXT.newParser(EnumSet.noneOf(ParserOption.class));
      parser.reset(body, body.length);
      try (Appender appender = store.appender()) {
        ingester.begin();
        ingester.ingest(appender, parser, timeMs);
        ingester.report(appender, timeMs, new ScrapeReport(true, 0.1, ingester.counts(), null));
        appender.commit();
      }
    }
    assertThat(store.samples(series("a"))).containsExactly("1000:1.0", "2000:1.0");
    assertThat(store.samples(series("b"))).containsExactly("2000:1.0");
    assertThat(store.samples(series("up"))).containsExactly("1000:1.0", "2000:1.0");
  }

  private static Labels series(String name) {
    return TARGET.toBuilder().set("__name__", name).build();
  }

  /** A family h of one native histogram with so many buckets of one observation each. */
  private static byte[] histogram(int buckets, int spanBuckets) {
    WireWriter out = new WireWriter();
    int family = out.beginDelimited();
    out.string(1, "h");
    out.int64(3, 4);
    int metric = out.begin(4);
    int histogram = out.begin(7);
    out.int64(1, buckets);
    out.sint64(5, 2);
    int span = out.begin(12);
    out.sint64(1, 1);
    out.int64(2, spanBuckets);
    out.end(span);
    int deltas = out.begin(13);
    for (int i = 0; i < buckets; i++) {
      out.zigZag(i == 0 ? 1 : 0);
    }
    out.end(deltas);
    out.end(histogram);
    out.end(metric);
    out.end(family);
    return out.toByteArray();
  }

  @Test
  void exemplarsGoToTheStoreOldestFirst() throws Exception {
    BodyIngester ingester = ingester();
    ingest(
        ingester,
        """
        # TYPE a counter
        a_total 1 # {id="x"} 0.5
        # TYPE b counter
        b_total 1 # {id="y"} 0.5 7.25
        # EOF
        """,
        TIME_MS);
    assertThat(store.exemplars(series("a_total")))
        .containsExactly(new Exemplar(Labels.of("id", "x"), 0.5, TIME_MS, false));
    assertThat(store.exemplars(series("b_total")))
        .containsExactly(new Exemplar(Labels.of("id", "y"), 0.5, 7250, true));
    ingest(ingester, "# TYPE b counter\nb_total 2 # {id=\"z\"} 0.5 6\n# EOF\n", TIME_MS + 1000);
    assertThat(ingester.counts().exemplarsOutOfOrder()).isEqualTo(1);
    assertThat(counters.exemplarsOutOfOrder()).isEqualTo(1);
  }

  @Test
  void startsAreGivenBeforeSamples() throws Exception {
    ingest(
        ingester(),
        "# TYPE a counter\na_total 5\na_created 12.5\n# TYPE b gauge\nb 1\n# EOF\n",
        TIME_MS);
    assertThat(store.starts(series("a_total"))).containsExactly(12_500L);
    assertThat(store.starts(series("b"))).isEmpty();
    assertThat(store.series()).doesNotContain(series("a_created"));
  }

  @Test
  void metadataGoesToSeriesOfTheFamilyOnly() throws Exception {
    BodyIngester ingester = ingester();
    String body = "# TYPE a counter\n# HELP a Old.\na_total 5\nother 1\n# EOF\n";
    ingest(ingester, body, TIME_MS);
    assertThat(store.metadata(series("a_total")))
        .contains(new Metadata(MetricType.COUNTER, "", "Old."));
    assertThat(store.metadata(series("other"))).isEmpty();
    ingest(ingester, body.replace("Old", "New"), TIME_MS + 1000);
    assertThat(store.metadata(series("a_total")))
        .contains(new Metadata(MetricType.COUNTER, "", "New."));
  }

  @Test
  void histogramsGoToTheStoreAndCountAsSamples() throws Exception {
    BodyIngester ingester = ingester();
    ingest(ingester, ExpositionFormat.PROTOBUF, histogram(5, 5), TIME_MS);
    assertThat(ingester.counts().scraped()).isEqualTo(1);
    assertThat(store.histograms(series("h"))).containsOnlyKeys(TIME_MS);
    ingest(ingester, ExpositionFormat.PROTOBUF, histogram(6, 6), TIME_MS + 1000);
    assertThat(store.histograms(series("h"))).hasSize(2);
    assertThat(ingester.counts().seriesAdded()).isZero();
    assertThat(store.seriesRefCalls()).isEqualTo(1);
  }

  @Test
  void aHistogramWithTooManyBucketsIsMadeCoarser() throws Exception {
    histograms = histograms.withResolution(3, 0);
    ingest(ingester(), ExpositionFormat.PROTOBUF, histogram(8, 8), TIME_MS);
    assertThat(store.histograms(series("h")).get(TIME_MS))
        .isNotNull()
        .satisfies(h -> assertThat(h.layout().schema()).isEqualTo(0));
  }

  @Test
  void limitsFailTheScrape() {
    limits = limits.withSampleLimit(1);
    assertThatThrownBy(() -> ingest(ingester(), "a 1\nb 1\n# EOF\n", TIME_MS))
        .hasMessage("sample limit exceeded");
    limits = ScrapeLimits.NONE;
    histograms = HistogramOptions.DEFAULTS.withScrapeNative(true).withResolution(1, 0);
    byte[] wide = histogram(200, 200);
    assertThatThrownBy(() -> ingest(ingester(), ExpositionFormat.PROTOBUF, wide, TIME_MS))
        .hasMessage("histogram bucket limit exceeded");
    assertThat(counters.exceededBucketLimit()).isEqualTo(1);
    assertThat(counters.exceededSampleLimit()).isEqualTo(1);
  }

  @Test
  void seriesBehindAHistogramThatIsTooWideAreNotCountedAsAdded() throws Exception {
    histograms = HistogramOptions.DEFAULTS.withScrapeNative(true).withResolution(1, 0);
    byte[] wide = histogram(200, 200);
    byte[] narrow = histogram(1, 1);
    byte[] both = Arrays.copyOf(wide, wide.length + narrow.length);
    System.arraycopy(narrow, 0, both, wide.length, narrow.length);
    BodyIngester ingester = ingester();
    assertThatThrownBy(() -> ingest(ingester, ExpositionFormat.PROTOBUF, both, TIME_MS))
        .hasMessage("histogram bucket limit exceeded");
    assertThat(ingester.counts().postRelabeling()).isEqualTo(2);
    assertThat(ingester.counts().seriesAdded()).isZero();
  }

  @Test
  void aHistogramThatContradictsItselfFailsTheScrape() {
    assertThatThrownBy(
            () -> ingest(ingester(), ExpositionFormat.PROTOBUF, histogram(2, 3), TIME_MS))
        .hasMessage("histogram \"h\": positive side: spans require 3 buckets, have 2");
  }
}
