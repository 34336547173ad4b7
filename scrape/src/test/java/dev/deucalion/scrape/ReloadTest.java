package dev.deucalion.scrape;

import static dev.deucalion.scrape.ScrapeScenario.URL;
import static dev.deucalion.scrape.ScrapeScenario.job;
import static dev.deucalion.scrape.ScrapeScenario.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.relabel.RelabelAction;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.scrape.options.GlobalScrapeOptions;
import dev.deucalion.scrape.options.ScrapeLimits;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReloadTest {
  private final ScrapeScenario scenario = new ScrapeScenario();

  @BeforeEach
  void start() {
    scenario.network.set(URL, "a 1\n");
    scenario.apply(job("t:80"));
    scenario.interval(1);
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void anUnchangedJobIsNotTouched() {
    int lookups = scenario.store.seriesRefCalls();
    scenario.apply(job("t:80"));
    scenario.interval(1);
    assertThat(scenario.values("a")).containsExactly("1.0", "1.0");
    assertThat(scenario.store.seriesRefCalls()).isEqualTo(lookups);
    assertThat(scenario.manager.stats().poolReloads()).isZero();
  }

  @Test
  void anotherTargetLeavesTheOthersAlone() {
    int lookups = scenario.store.seriesRefCalls();
    scenario.apply(job("t:80", "u:80"));
    scenario.interval(2);
    assertThat(scenario.values("a")).containsExactly("1.0", "1.0");
    int ofTheOther = 5;
    assertThat(scenario.store.seriesRefCalls()).isEqualTo(lookups + ofTheOther);
    assertThat(scenario.manager.activeTargets())
        .extracting(TargetSnapshot::scrapeUrl)
        .containsExactly(URL, "http://u:80/metrics");
  }

  @Test
  void anotherLimitKeepsTheCaches() {
    int lookups = scenario.store.seriesRefCalls();
    scenario.apply(job("t:80").limits(ScrapeLimits.NONE.withSampleLimit(10)));
    scenario.interval(1);
    assertThat(scenario.values("a")).containsExactly("1.0", "1.0");
    assertThat(scenario.values("scrape_series_added")).containsExactly("1.0", "0.0");
    assertThat(scenario.store.seriesRefCalls()).isEqualTo(lookups);
    assertThat(scenario.target().health()).isEqualTo(TargetHealth.UP);
  }

  @Test
  void anotherIntervalGoesOnWithTheSeries() {
    scenario.apply(job("t:80").scrapeIntervalMs(20_000));
    assertThat(scenario.target().health()).isEqualTo(TargetHealth.UP);
    scenario.time.advanceMs(20_000, 1);
    assertThat(scenario.values("a")).containsExactly("1.0", "1.0");
    assertThat(scenario.values("scrape_series_added")).containsExactly("1.0", "0.0");
  }

  @Test
  void otherRulesForSeriesBeginAnew() {
    RelabelRule rule =
        RelabelRule.builder()
            .action(RelabelAction.REPLACE)
            .targetLabel("x")
            .replacement("y")
            .build();
    scenario.apply(job("t:80").metricRelabelRules(List.of(rule)));
    scenario.interval(2);
    assertThat(scenario.values("a")).containsExactly("1.0");
    assertThat(scenario.values(series("a", "x", "y"))).containsExactly("1.0");
    scenario.time.advanceMs(2_000, 2);
  }

  @Test
  void aJobThatIsGoneIsNotScraped() {
    scenario.apply();
    assertThat(scenario.manager.scrapePools()).isEmpty();
    assertThat(scenario.manager.activeTargets()).isEmpty();
    assertThat(scenario.values("a")).containsExactly("1.0");
  }

  @Test
  void labelsBeforeRelabelingAreTheLatest() {
    assertThat(scenario.target().discoveredLabels())
        .isEqualTo(
            Labels.of(
                "__address__",
                "t:80",
                "__always_scrape_classic_histograms__",
                "false",
                "__convert_classic_histograms_to_nhcb__",
                "false",
                "__metrics_path__",
                "/metrics",
                "__scheme__",
                "http",
                "__scrape_interval__",
                "10s",
                "__scrape_native_histograms__",
                "false",
                "__scrape_timeout__",
                "10s",
                "job",
                "j"));
    assertThat(scenario.target().labels()).isEqualTo(ScrapeScenario.TARGET);
  }

  @Test
  void twoJobsOfOneNameAreRefused() {
    assertThatThrownBy(() ->
            scenario.manager.applyConfig(
                GlobalScrapeOptions.DEFAULTS, List.of(job().build(), job().build())))
        .hasMessage("found multiple scrape configs with job name \"j\"");
  }
}
