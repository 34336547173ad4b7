package dev.deucalion.scrape.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.SeriesHash;
import dev.deucalion.scrape.exposition.ExpositionException;
import dev.deucalion.scrape.exposition.ExpositionFormat;
import dev.deucalion.scrape.exposition.ExpositionParser;
import dev.deucalion.scrape.exposition.ParserOption;
import dev.deucalion.scrape.options.HistogramOptions;
import dev.deucalion.scrape.options.ScrapeFeature;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.testing.RecordingStore;
import dev.deucalion.storage.Appender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Counters that do not say since when they count, with {@code st-synthesis}. */
class MadeUpStartsTest {
  private static final Labels TARGET = Labels.of("job", "j");

  private final RecordingStore store = new RecordingStore();
  private final BodyIngester ingester =
      new BodyIngester(
          ScrapeJobOptions.builder("j").build(),
          TARGET,
          HistogramOptions.DEFAULTS,
          EnumSet.of(
              ScrapeFeature.START_TIMESTAMP_SYNTHESIS, ScrapeFeature.START_TIMESTAMP_ZERO_SAMPLES),
          new TargetMemory(TARGET, new StringPool()),
          new SeriesHash(new Random(1)),
          new IngestCounters());

  private void ingest(long timeMs, String body)
      throws ExpositionException, IngestException, IOException {
    ExpositionParser parser =
        ExpositionFormat.OPEN_METRICS.newParser(EnumSet.of(ParserOption.START_TIMESTAMPS));
    byte[] bytes = (body + "# EOF\n").getBytes(StandardCharsets.UTF_8);
    parser.reset(bytes, bytes.length);
    try (Appender appender = store.appender()) {
      ingester.begin();
      ingester.ingest(appender, parser, timeMs);
      appender.commit();
    }
  }

  private static Labels series(String name) {
    return TARGET.toBuilder().set("__name__", name).build();
  }

  /** Scrapes the counter a, each time at another one: {@code time sample}. */
  private void count(String... scrapes) throws Exception {
    for (String scrape : scrapes) {
      int space = scrape.indexOf(' ');
      ingest(
          Long.parseLong(scrape.substring(0, space)),
          "# TYPE a counter\n" + scrape.substring(space + 1) + "\n");
    }
  }

  private List<String> counted() {
    return store.samples(series("a_total"));
  }

  private List<Long> starts() {
    return store.starts(series("a_total"));
  }

  @Test
  void theFirstSampleIsTheZeroOfThoseBehindIt() throws Exception {
    count("1000 a_total 5");
    assertThat(counted()).isEmpty();
    assertThat(ingester.counts().seriesAdded()).isEqualTo(1);
    count("2000 a_total 5", "3000 a_total 7");
    assertThat(counted()).containsExactly("2000:0.0", "3000:2.0");
    assertThat(starts()).containsExactly(1_000L);
  }

  @Test
  void oneThatFallsCountsFromZeroAgain() throws Exception {
    count("1000 a_total 5", "2000 a_total 9", "3000 a_total 2", "4000 a_total 6");
    assertThat(counted()).containsExactly("2000:4.0", "3000:2.0", "4000:6.0");
    assertThat(starts()).containsExactly(1_000L, 2_999L);
  }

  @Test
  void whatDoesNotCountStaysAsItIs() throws Exception {
    String body =
        """
        # TYPE g gauge
        g 5
        # TYPE s summary
        s{quantile="0.5"} 3
        s_sum 8
        s_count 2
        # TYPE h histogram
        h_bucket{le="+Inf"} 4
        h_sum 9
        h_count 4
        stray 7
        """;
    ingest(1_000, body);
    ingest(2_000, body);
    assertThat(store.samples(series("g"))).containsExactly("1000:5.0", "2000:5.0");
    assertThat(store.samples(series("stray"))).containsExactly("1000:7.0", "2000:7.0");
    Labels median = series("s").toBuilder().set("quantile", "0.5").build();
    assertThat(store.samples(median)).containsExactly("1000:3.0", "2000:3.0");
    for (String counted : new String[] {"s_sum", "s_count", "h_sum", "h_count"}) {
      assertThat(store.samples(series(counted))).as(counted).containsExactly("2000:0.0");
    }
    Labels bucket = series("h_bucket").toBuilder().set("le", "+Inf").build();
    assertThat(store.samples(bucket)).containsExactly("2000:0.0");
  }

  @Test
  void aStartThatIsSaidIsNotMadeUp() throws Exception {
    count(
        "1000 a_total 5\na_created 0.5",
        "2000 a_total 6",
        "3000 a_total 8",
        "4000 a_total 9\na_created 0.5");
    assertThat(counted()).containsExactly("1000:5.0", "3000:2.0", "4000:9.0");
    assertThat(starts()).containsExactly(500L, 2_000L);
  }

  @Test
  void aRefusedSampleMakesTheNextOneTheFirst() throws Exception {
    count("1000 a_total 5", "3000 a_total 6", "2000 a_total 7", "4000 a_total 8", "5000 a_total 9");
    assertThat(counted())
        .containsSubsequence("3000:1.0", "5000:1.0")
        .noneMatch(sample -> sample.startsWith("4000"));
    assertThat(starts()).containsExactly(1_000L, 4_000L);
  }

  @Test
  void aSeriesThatWentBeginsAnew() throws Exception {
    count("1000 a_total 5", "2000 a_total 6");
    ingest(3_000, "");
    count("4000 a_total 7", "5000 a_total 9");
    assertThat(counted()).containsExactly("2000:1.0", "3000:stale", "5000:2.0");
  }
}
