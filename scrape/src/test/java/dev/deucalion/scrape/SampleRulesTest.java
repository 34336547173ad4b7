package dev.deucalion.scrape;

import static dev.deucalion.scrape.ScrapeScenario.URL;
import static dev.deucalion.scrape.ScrapeScenario.job;
import static dev.deucalion.scrape.ScrapeScenario.series;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.model.relabel.RelabelAction;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.scrape.options.ScrapeJobOptionsBuilder;
import dev.deucalion.scrape.options.ScrapeLimits;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleRulesTest {
  private final ScrapeScenario scenario = new ScrapeScenario();

  @AfterEach
  void close() {
    scenario.close();
  }

  private void scrape(ScrapeJobOptionsBuilder job, String body) {
    scenario.apply(job);
    scrape(body);
  }

  private void scrape(String body) {
    scenario.network.set(URL, body);
    scenario.interval(1);
  }

  @Test
  void aTargetsLabelsWinAndOthersAreExported() {
    scrape(job("t:80"), "a{job=\"x\",exported_job=\"y\",instance=\"\"} 1\n");
    assertThat(scenario.values(series("a", "exported_exported_job", "x", "exported_job", "y")))
        .containsExactly("1.0");
  }

  @Test
  void aBodysLabelsWinWhenHonored() {
    scrape(job("t:80").honorLabels(true), "a{job=\"x\"} 1\n");
    assertThat(scenario.values(series("a", "job", "x"))).containsExactly("1.0");
  }

  @Test
  void whatRelabelingDropsIsRememberedAsDropped() {
    RelabelRule drop =
        RelabelRule.builder()
            .action(RelabelAction.DROP)
            .sourceLabels("__name__")
            .regex("b.*")
            .build();
    scrape(job("t:80").metricRelabelRules(List.of(drop)), "a 1\nb1 1\nb2 1\n");
    scrape("a 1\nb1 1\nb2 1\n");
    assertThat(scenario.values("scrape_samples_scraped")).containsExactly("3.0", "3.0");
    assertThat(scenario.values("scrape_samples_post_metric_relabeling"))
        .containsExactly("1.0", "1.0");
    assertThat(scenario.values("scrape_series_added")).containsExactly("1.0", "0.0");
    assertThat(scenario.store.seriesRefCalls()).isEqualTo(6);
  }

  @Test
  void aSecondSampleOfASeriesIsCountedAndLeftOut() {
    scrape(job("t:80"), "a 1\na 2\nb 1\n");
    assertThat(scenario.values("a")).containsExactly("1.0");
    assertThat(scenario.values("up")).containsExactly("1.0");
    assertThat(scenario.values("scrape_samples_post_metric_relabeling")).containsExactly("3.0");
    assertThat(scenario.manager.stats().duplicateTimestamps()).isEqualTo(1);
  }

  @Test
  void samplesWithTheirOwnTimesAreKeptOrCounted() {
    long base = ScrapeScenario.START_MS;
    scrape(
        job("t:80"),
        "a 1 " + (base + 1) + "\na 2 " + (base + 2) + "\nb 1 " + (base + 700_000_000L) + "\n");
    scrape("a 3 " + (base - 5) + "\na 4 " + (base + 2) + "\n");
    assertThat(scenario.values("a")).containsExactly("1.0", "2.0");
    ScrapeStats stats = scenario.manager.stats();
    assertThat(stats.outOfBounds()).isEqualTo(1);
    assertThat(stats.outOfOrder()).isEqualTo(1);
    assertThat(stats.duplicateTimestamps()).isEqualTo(1);
    assertThat(scenario.values("up")).containsExactly("1.0", "1.0");
  }

  @Test
  void aSeriesThatTheStoreForgotIsMadeAgain() {
    scrape(job("t:80"), "a 1\n");
    scenario.store.forgetRefs();
    scrape("a 2\n");
    assertThat(scenario.values("a")).containsExactly("1.0", "2.0");
    assertThat(scenario.values("up")).containsExactly("1.0", "1.0");
  }

  @Test
  void tooManySamplesFailTheScrape() {
    scrape(job("t:80").limits(ScrapeLimits.NONE.withSampleLimit(2)), "a 1\nb 1\n");
    scrape("a 2\nb 2\nc 2\n");
    assertThat(scenario.target().lastError()).isEqualTo("sample limit exceeded");
    assertThat(scenario.values("a")).containsExactly("1.0", "stale");
    assertThat(scenario.values("up")).containsExactly("1.0", "0.0");
    assertThat(scenario.values("scrape_samples_post_metric_relabeling"))
        .containsExactly("2.0", "3.0");
    assertThat(scenario.manager.stats().exceededSampleLimit()).isEqualTo(1);
    assertThat(scenario.store.series()).doesNotContain(series("c"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2|0|0|label_limit exceeded (metric: a, number of labels: 4, limit: 2)",
        "0|7|0|label_name_length_limit exceeded (metric: a, label name: __name__, length: 8,"
            + " limit: 7)",
        "0|0|4|label_value_length_limit exceeded (metric: a, label name: x, value: \"12345\","
            + " length: 5, limit: 4)",
      })
  void labelsHaveLimits(long count, long name, long value, String error) {
    ScrapeLimits limits = ScrapeLimits.NONE.withLabelLimits(count, name, value);
    scrape(job("t:80").limits(limits), "a{x=\"12345\"} 1\n");
    assertThat(scenario.target().lastError()).isEqualTo(error);
    assertThat(scenario.manager.stats().exceededLabelLimits()).isEqualTo(1);
  }

  @Test
  void tooManyTargetsFailAll() {
    scrape(
        job("t:80", "u:80").limits(ScrapeLimits.NONE.withTargetLimit(2)).metricsPath("/metrics"),
        "a 1\n",
        2);
    assertThat(scenario.values("up")).containsExactly("1.0");
    scrape(job("t:80", "u:80", "v:80").limits(ScrapeLimits.NONE.withTargetLimit(2)), "a 1\n", 3);
    assertThat(scenario.target().lastError())
        .isEqualTo("target_limit exceeded (number of targets: 3, limit: 2)");
    assertThat(scenario.values("a")).containsExactly("1.0", "stale");
    assertThat(scenario.manager.stats().exceededTargetLimit()).isEqualTo(1);
  }

  private void scrape(ScrapeJobOptionsBuilder job, String body, int targets) {
    scenario.network.set(URL, body);
    scenario.apply(job);
    scenario.interval(targets);
  }

  @Test
  void aBodyBeyondItsLimitFailsTheScrape() {
    scrape(
        job("t:80").limits(ScrapeLimits.NONE.withBodySizeLimitBytes(10)).extraScrapeMetrics(true),
        "a 1\n# a long comment\n");
    scrape("a 1\n");
    assertThat(scenario.manager.stats().exceededBodySizeLimit()).isEqualTo(1);
    assertThat(scenario.values("scrape_body_size_bytes")).containsExactly("-1.0", "4.0");
    assertThat(scenario.values("scrape_timeout_seconds")).containsExactly("10.0", "10.0");
    assertThat(scenario.values("scrape_sample_limit")).containsExactly("0.0", "0.0");
    assertThat(scenario.values("up")).containsExactly("0.0", "1.0");
  }

  @Test
  void namesOutsideTheClassicAlphabetMayBeRefused() {
    scrape(job("t:80"), "{\"a.b\"} 1\n");
    assertThat(scenario.values("a.b")).containsExactly("1.0");
    scenario.close();
    ScrapeScenario legacy = new ScrapeScenario();
    try (legacy) {
      legacy.network.set(URL, "{\"a.b\"} 1\n");
      legacy.apply(job("t:80").nameValidation(NameValidation.LEGACY));
      legacy.interval(1);
      assertThat(legacy.target().lastError()).startsWith("invalid metric name or label names: {");
    }
  }

  @Test
  void metadataIsKept() {
    scrape(job("t:80"), "# HELP a Help of a.\n# TYPE a counter\na 1\n");
    scrape("# HELP a Help of a.\n# TYPE a gauge\na 1\n");
    assertThat(scenario.manager.metadata().getFirst().metadata())
        .singleElement()
        .satisfies(family -> {
          assertThat(family.metricFamily()).isEqualTo("a");
          assertThat(family.type().text()).isEqualTo("gauge");
          assertThat(family.help()).isEqualTo("Help of a.");
        });
    for (int i = 0; i < 11; i++) {
      assertThat(scenario.manager.metadata().getFirst().metadata()).hasSize(1);
      scrape("b 1\n");
    }
    assertThat(scenario.manager.metadata().getFirst().metadata()).isEmpty();
  }
}
