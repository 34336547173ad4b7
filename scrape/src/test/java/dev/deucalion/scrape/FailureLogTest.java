package dev.deucalion.scrape;

import static dev.deucalion.scrape.ScrapeScenario.URL;
import static dev.deucalion.scrape.ScrapeScenario.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailureLogTest {
  private final ScrapeScenario scenario = new ScrapeScenario();

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void hasWhatCouldNotBeFetched() {
    scenario.apply(job("t:80").failureLogFile("a.log"));
    scenario.interval(1);
    scenario.network.set(URL, "malformed{\n");
    scenario.interval(1);
    assertThat(scenario.failures.lines)
        .containsExactly("open a.log", "a.log: j " + URL + " connection refused");
  }

  @Test
  void isOpenedAnewAtEachReloadAndFollowsTheConfiguration() {
    scenario.apply(job("t:80").failureLogFile("a.log"));
    scenario.interval(1);
    scenario.apply(job("t:80").failureLogFile("a.log"));
    scenario.apply(job("t:80").failureLogFile("b.log"));
    scenario.interval(1);
    scenario.apply(job("t:80"));
    scenario.interval(1);
    assertThat(scenario.failures.lines)
        .containsExactly(
            "open a.log",
            "a.log: j " + URL + " connection refused",
            "open a.log",
            "close a.log",
            "open b.log",
            "close a.log",
            "b.log: j " + URL + " connection refused",
            "close b.log");
  }

  @Test
  void oneThatCannotBeOpenedFailsTheReload() {
    scenario.apply(job("t:80").failureLogFile("a.log"));
    assertThatThrownBy(() -> scenario.apply(job("t:80").failureLogFile("/missing/b.log")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("can't create json log file: ");
    scenario.interval(1);
    assertThat(scenario.failures.lines).endsWith("a.log: j " + URL + " connection refused");
  }
}
