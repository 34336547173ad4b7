package dev.deucalion.scrape;

import static dev.deucalion.scrape.ScrapeScenario.URL;
import static dev.deucalion.scrape.ScrapeScenario.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.scrape.testing.RecordingStore.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutBodiesTest {
  private static final String BODY =
      """
      # HELP a_total Help.
      # TYPE a_total counter
      a_total{x="1"} 1
      a_total{x="2",y="z"} 2e3
      # TYPE h histogram
      h_bucket{le="+Inf"} 3
      """;

  /** A cut body is taken as a whole or not at all, and the next scrape is well. */
  @Test
  void everyCutIsJudgedAndTheNextScrapeGoesOn() {
    try (ScrapeScenario scenario = new ScrapeScenario()) {
      scenario.apply(job("t:80"));
      int failures = 0;
      for (int length = 0; length < BODY.length(); length++) {
        scenario.network.set(URL, BODY.substring(0, length));
        scenario.interval(1);
        String error = scenario.target().lastError();
        boolean failed = scenario.target().health() == TargetHealth.DOWN;
        failures += failed ? 1 : 0;
        assertThat(failed).as("cut to %d bytes", length).isEqualTo(!error.isEmpty());
        assertThat(error).doesNotContain("internal error");
        double scraped = Double.parseDouble(scenario.values("scrape_samples_scraped").getLast());
        assertThat(freshSamples(scenario.store.commits().getLast()))
            .as("cut to %d bytes", length)
            .isEqualTo(failed ? 0 : (long) scraped);
        scenario.network.set(URL, BODY);
        scenario.interval(1);
        assertThat(scenario.target().health()).as("after %d", length).isEqualTo(TargetHealth.UP);
        assertThat(scenario.values("scrape_samples_scraped")).endsWith("3.0");
      }
      assertThat(failures).isGreaterThan(BODY.length() / 4);
    }
  }

  /** Samples of the body, without stale markers and what the scrape says about itself. */
  private static long freshSamples(List<Sample> commit) {
    return commit.stream()
        .filter(sample -> !StaleMarker.isStale(sample.value()))
        .filter(sample -> sample.labels().metricName().matches("a_total|h_bucket"))
        .count();
  }
}
