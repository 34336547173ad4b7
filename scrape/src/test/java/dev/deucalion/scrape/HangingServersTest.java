package dev.deucalion.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.options.GlobalScrapeOptions;
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
  private static final long INTERVAL_MS = 10_000;

  private static final int SCRAPES = 4;

  private final RecordingStore store = new RecordingStore();

  private static boolean hangs(int host) {
    return host % HANGS_EVERY == 0;
  }

  /** Times and values of whether a target was up. */
  private List<String> up(String address) {
    return store.samples(Labels.of("__name__", "up", "instance", address, "job", "j"));
  }

  /**
   * Whether each interval since the first scrape had its own, be it late where the machine is busy.
   */
  private static boolean isOnSchedule(List<String> up) {
    long first = timeMs(up.getFirst());
    return IntStream.range(0, up.size())
        .allMatch(n -> Math.abs(timeMs(up.get(n)) - first - n * INTERVAL_MS) < INTERVAL_MS);
  }

  private static long timeMs(String sample) {
    return Long.parseLong(sample.substring(0, sample.indexOf(':')));
  }

  @Test
  void theOthersKeepTheirSchedule() throws IOException {
    try (ManyHosts hosts = ManyHosts.start(HangingServersTest::hangs)) {
      List<String> addresses = IntStream.range(0, TARGETS).mapToObj(hosts::address).toList();
      try (ScrapeManager manager = NetworkScraping.into(store)) {
        manager.applyConfig(
            GlobalScrapeOptions.DEFAULTS, List.of(HangingTargetsTest.job(addresses, INTERVAL_MS)));
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
          assertThat(hangs(i) || isOnSchedule(up)).as("host %s: %s", i, up).isTrue();
        }
      }
    }
  }
}
