package dev.deucalion.scrape;

import static dev.deucalion.scrape.ScrapeScenario.URL;
import static dev.deucalion.scrape.ScrapeScenario.job;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A scrape that meets an error of the JVM fails; those after it go on. */
class ErrorsOfTheJvmTest {
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
  void aBodyWithoutMemoryIsAFailedScrape() {
    scenario.network.outOfMemory(true);
    scenario.interval(1);
    assertThat(scenario.target().lastError()).isEqualTo("out of memory");
    scenario.network.outOfMemory(false);
    scenario.interval(1);
    assertThat(scenario.values("a")).containsExactly("1.0", "stale", "1.0");
    assertThat(scenario.values("up")).containsExactly("1.0", "0.0", "1.0");
  }

  @Test
  void aStoreWithoutMemoryCostsOneScrape() {
    scenario.store.failWith(new OutOfMemoryError("test"));
    scenario.interval(1);
    assertThat(scenario.target().health()).isEqualTo(TargetHealth.DOWN);
    assertThat(scenario.target().lastError()).isEqualTo("out of memory");
    scenario.store.failWith(null);
    scenario.interval(1);
    assertThat(scenario.target().health()).isEqualTo(TargetHealth.UP);
    assertThat(scenario.values("up")).containsExactly("1.0", "1.0");
  }

  @Test
  void aFaultOfTheDiskUnderAMappedFileCostsOneScrape() {
    scenario.store.failWith(new InternalError("test"));
    scenario.interval(1);
    assertThat(scenario.target().health()).isEqualTo(TargetHealth.DOWN);
    assertThat(scenario.target().lastError())
        .isEqualTo("internal error: java.lang.InternalError: test");
    scenario.store.failWith(null);
    scenario.interval(1);
    assertThat(scenario.target().health()).isEqualTo(TargetHealth.UP);
  }
}
