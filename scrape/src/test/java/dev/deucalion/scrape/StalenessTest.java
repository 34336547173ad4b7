package dev.deucalion.scrape;

import static dev.deucalion.scrape.ScrapeScenario.URL;
import static dev.deucalion.scrape.ScrapeScenario.job;
import static dev.deucalion.scrape.ScrapeScenario.series;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.options.ScrapeJobOptionsBuilder;
import dev.deucalion.scrape.options.StaticGroup;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StalenessTest {
  private final ScrapeScenario scenario = new ScrapeScenario();

  @AfterEach
  void close() {
    scenario.close();
  }

  private void scrape(String body) {
    scenario.network.set(URL, body);
    scenario.interval(1);
  }

  private void start(ScrapeJobOptionsBuilder job) {
    scenario.apply(job);
  }

  @Test
  void aSeriesThatVanishesEnds() {
    start(job("t:80"));
    scrape("a 1\nb 1\n");
    scrape("a 2\n");
    scrape("a 3\n");
    scrape("a 4\nb 4\n");
    assertThat(scenario.values("a")).containsExactly("1.0", "2.0", "3.0", "4.0");
    assertThat(scenario.values("b")).containsExactly("1.0", "stale", "4.0");
  }

  @Test
  void aScrapeThatFailsEndsAllSeries() {
    start(job("t:80"));
    scrape("a 1\n");
    scenario.network.remove(URL);
    scenario.interval(1);
    assertThat(scenario.target().lastError()).isEqualTo("connection refused");
    assertThat(scenario.target().health()).isEqualTo(TargetHealth.DOWN);
    scenario.interval(1);
    scrape("a 4\n");
    assertThat(scenario.values("a")).containsExactly("1.0", "stale", "4.0");
    assertThat(scenario.values("up")).containsExactly("1.0", "0.0", "0.0", "1.0");
  }

  @Test
  void aBodyThatIsMalformedInTheMiddleLeavesNothing() {
    start(job("t:80"));
    scrape("a 1\nb 1\n");
    scrape("a 2\nthis is not a metric\nb 2\n");
    scrape("a 3\nb 3\n");
    assertThat(scenario.values("a")).containsExactly("1.0", "stale", "3.0");
    assertThat(scenario.values("b")).containsExactly("1.0", "stale", "3.0");
    assertThat(scenario.values("up")).containsExactly("1.0", "0.0", "1.0");
    assertThat(scenario.values("scrape_samples_scraped")).containsExactly("2.0", "1.0", "2.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a{a:b=\"1\"} 1", "a{,x=\"1\"} 1", "{x=\"1\"} 1", "a"})
  void aLineThatIsMalformedIsNoSample(String line) {
    start(job("t:80"));
    scrape("a 1\nb 1\n" + line + "\n");
    assertThat(scenario.values("scrape_samples_scraped")).containsExactly("2.0");
    assertThat(scenario.values("scrape_samples_post_metric_relabeling")).containsExactly("2.0");
  }

  @Test
  void aSampleWithALabelTwiceIsOneThatWasScraped() {
    start(job("t:80"));
    scrape("a 1\nb 1\na{x=\"1\",x=\"2\"} 1\n");
    assertThat(scenario.values("scrape_samples_scraped")).containsExactly("3.0");
    assertThat(scenario.values("scrape_samples_post_metric_relabeling")).containsExactly("2.0");
  }

  @Test
  void anEmptyBodyIsAScrapeWithoutSeries() {
    start(job("t:80"));
    scrape("a 1\n");
    scrape("");
    assertThat(scenario.values("a")).containsExactly("1.0", "stale");
    assertThat(scenario.values("up")).containsExactly("1.0", "1.0");
  }

  @Test
  void aSeriesWithItsOwnTimestampsDoesNotEnd() {
    start(job("t:80"));
    scrape("a 1 1700000000000\nb 1\n");
    scrape("b 2\n");
    assertThat(scenario.values("a")).containsExactly("1.0");
  }

  @Test
  void unlessItIsTracked() {
    start(job("t:80").trackTimestampsStaleness(true));
    scrape("a 1 1700000000000\nb 1\n");
    scrape("b 2\n");
    assertThat(scenario.values("a")).containsExactly("1.0", "stale");
  }

  @Test
  void ofTimestampsThatAreNotHonoredNothingIsLeft() {
    start(job("t:80").honorTimestamps(false));
    scrape("a 1 5\n");
    scrape("");
    assertThat(scenario.store.samples(series("a")).getFirst()).startsWith("17000000");
    assertThat(scenario.values("a")).containsExactly("1.0", "stale");
  }

  @Test
  void anotherOrderOfLabelsIsNoOtherSeries() {
    start(job("t:80"));
    scrape("a{x=\"1\",y=\"2\"} 1\n");
    scrape("a{y=\"2\",x=\"1\"} 2\n");
    assertThat(scenario.values(series("a", "x", "1", "y", "2"))).containsExactly("1.0", "2.0");
  }

  @Test
  void aTargetThatIsGoneEndsTwoIntervalsLater() {
    start(job("t:80"));
    scrape("a 1\n");
    long lastMs = scenario.timesMs(series("a")).getFirst();
    scenario.apply(job());
    scenario.time.advanceMs(lastMs + 2 * ScrapeScenario.INTERVAL_MS - scenario.time.nowMs(), 1);
    assertThat(scenario.values("a")).containsExactly("1.0");
    scenario.time.advanceMs(ScrapeScenario.INTERVAL_MS / 10 - 1, 1);
    assertThat(scenario.values("a")).containsExactly("1.0");
    scenario.time.advanceUntilOneEnds(1, 1);
    String stale = (lastMs + ScrapeScenario.INTERVAL_MS) + ":stale";
    assertThat(scenario.store.samples(series("a"))).endsWith(stale);
    assertThat(scenario.store.samples(series("up"))).endsWith(stale);
    assertThat(scenario.store.samples(series("scrape_series_added"))).endsWith(stale);
  }

  @Test
  void aTargetThatComesBackGoesOn() {
    start(job("t:80"));
    scrape("a 1\n");
    scenario.apply(job());
    scenario.time.awaitParked(1);
    scenario.apply(job("t:80"));
    long lastMs = scenario.timesMs(series("a")).getFirst();
    scenario.time.advanceMs(lastMs + 2 * ScrapeScenario.INTERVAL_MS - scenario.time.nowMs(), 2);
    assertThat(scenario.values("a")).containsExactly("1.0", "1.0", "1.0");
    scenario.time.advanceUntilOneEnds(ScrapeScenario.INTERVAL_MS / 10, 2);
    scenario.time.advanceMs(ScrapeScenario.INTERVAL_MS, 1);
    assertThat(scenario.values("a")).containsExactly("1.0", "1.0", "1.0", "1.0");
  }

  @Test
  void aTargetThatComesBackAtOtherTimesGoesOnWhereLateSamplesAreTaken() {
    scenario.store.takeLate();
    start(job("t:80"));
    scrape("a 1\n");
    scenario.apply(job());
    scenario.time.awaitParked(1);
    Labels otherOffset = Labels.of("__tmp", "x");
    scenario.apply(job().discovery(List.of(new StaticGroup(List.of("t:80"), otherOffset, "0"))));
    long lastMs = scenario.timesMs(series("a")).getFirst();
    scenario.time.advanceMs(lastMs + 2 * ScrapeScenario.INTERVAL_MS - scenario.time.nowMs(), 2);
    scenario.time.advanceUntilOneEnds(ScrapeScenario.INTERVAL_MS / 10, 2);
    scenario.time.advanceMs(ScrapeScenario.INTERVAL_MS, 1);
    assertThat(scenario.timesMs(series("a"))).doesNotContain(lastMs + ScrapeScenario.INTERVAL_MS);
    assertThat(scenario.values("a")).hasSizeGreaterThan(3).containsOnly("1.0");
    assertThat(scenario.values("up")).hasSizeGreaterThan(3).containsOnly("1.0");
  }

  @Test
  void aShutdownEndsNothing() {
    start(job("t:80"));
    scrape("a 1\n");
    scenario.close();
    assertThat(scenario.values("a")).containsExactly("1.0");
    assertThat(scenario.values("up")).containsExactly("1.0");
  }

  @Test
  void theSamplesAndTheirReportAreOneCommit() {
    start(job("t:80"));
    scrape("a 1\n");
    assertThat(scenario.store.commits()).hasSize(1);
    assertThat(scenario.store.commits().getFirst()).hasSize(6);
  }
}
