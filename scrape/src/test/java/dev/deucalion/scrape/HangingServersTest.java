package dev.deucalion.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.discovery.DiscoveryMechanisms;
import dev.deucalion.scrape.discovery.GroupParser;
import dev.deucalion.scrape.options.GlobalScrapeOptions;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.options.StaticGroup;
import dev.deucalion.scrape.testing.ManyHosts;
import dev.deucalion.scrape.testing.RecordingStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two thousand targets behind sockets, a tenth of which take the request and never answer: the
 * others keep their schedule by the system's clock.
 */
@Tag("interop")
class HangingServersTest {
  private static final int TARGETS = 2_000;
  private static final int HANGS_EVERY = 10;

  /** Also the timeout, so that a target that hangs always has a scrape under way. */
  private static final long INTERVAL_MS = 5_000;

  private static final int SCRAPES = 4;

  private final RecordingStore store = new RecordingStore();

  private static boolean hangs(int host) {
    return host % HANGS_EVERY == 0;
  }

  /** Times and values of whether a target was up. */
  private List<String> up(String address) {
    return store.samples(Labels.of("__name__", "up", "instance", address, "job", "j"));
  }

  /** Times at which a target was scraped, in intervals since the first scrape, and rounded. */
  private static List<Long> intervals(List<String> up) {
    List<Long> times =
        up.stream().map(sample -> Long.valueOf(sample.substring(0, sample.indexOf(':')))).toList();
    return times.stream()
        .map(time -> Math.round((double) (time - times.getFirst()) / INTERVAL_MS))
        .toList();
  }

  @Test
  void theOthersKeepTheirSchedule() throws IOException {
    try (ManyHosts hosts = ManyHosts.start(HangingServersTest::hangs)) {
      List<String> addresses = IntStream.range(0, TARGETS).mapToObj(hosts::address).toList();
      ScrapeManager manager =
          new ScrapeManager(
              store,
              Clock.SYSTEM,
              DiscoveryMechanisms.installed(),
              GroupParser.NONE,
              FailureLog.Opener.NONE,
              ScrapeManagerOptions.defaults("agent", "host"));
      try (manager) {
        manager.applyConfig(
            GlobalScrapeOptions.DEFAULTS,
            List.of(
                ScrapeJobOptions.builder("j")
                    .scrapeIntervalMs(INTERVAL_MS)
                    .scrapeTimeoutMs(INTERVAL_MS)
                    .discovery(List.of(new StaticGroup(addresses, Labels.EMPTY, "0")))
                    .build()));
        await()
            .atMost(Duration.ofMinutes(5))
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> addresses.stream().allMatch(address -> up(address).size() >= SCRAPES));
        assertThat(hosts.mostHanging())
            .as("at a time, but for those between two requests")
            .isGreaterThan(TARGETS / HANGS_EVERY / 2);
        for (int i = 0; i < TARGETS; i++) {
          List<String> up = up(addresses.get(i)).subList(0, SCRAPES);
          String value = hangs(i) ? ":0.0" : ":1.0";
          assertThat(up).as("host %s", i).allSatisfy(sample -> assertThat(sample).endsWith(value));
          if (!hangs(i)) {
            assertThat(intervals(up)).as("host %s: %s", i, up).containsExactly(0L, 1L, 2L, 3L);
          }
        }
      }
    }
  }
}
