package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prometheus writes what it scrapes to Deucalion, which is killed meanwhile: every sample arrives.
 */
@Tag("interop")
class RemoteWriteOfPrometheusTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SCRAPES = 5;
  private static final String RECEIVER = "--web.enable-remote-write-receiver";

  /** Else it goes on trying for a minute when it is to end and nobody listens any more. */
  private static final String QUICK_END = "--storage.remote.flush-deadline=1s";

  @Test
  void everySampleArrivesAlsoAcrossAKill(@TempDir Path directory) throws IOException {
    Peers.installed("prometheus");
    Path empty = Files.writeString(directory.resolve("empty.yml"), "{}\n");
    String data = "--storage.tsdb.path=" + directory.resolve("prometheus-data");
    Peer deucalion = Peers.deucalion(directory, empty, RECEIVER);
    try (Peer prometheus =
        Peers.prometheus(directory, config(directory, deucalion), data, QUICK_END)) {
      await("first samples")
          .atMost(LIMIT)
          .until(() -> ScrapedSamples.scrapes(deucalion) >= SCRAPES);
      deucalion.kill();
      int port = deucalion.base().getPort();
      try (Peer again = Peers.deucalionOn(port, directory, empty, RECEIVER)) {
        int before = ScrapedSamples.scrapes(prometheus);
        await("more")
            .atMost(LIMIT)
            .until(() -> ScrapedSamples.scrapes(prometheus) >= before + SCRAPES);
        long endMs = Clock.SYSTEM.nowMs();
        // A scrape that is under way has its samples stored later, of the time when it began.
        await("all samples")
            .atMost(LIMIT)
            .untilAsserted(() ->
                assertThat(ScrapedSamples.of(again, endMs))
                    .hasSizeGreaterThan(100)
                    .isEqualTo(ScrapedSamples.of(prometheus, endMs)));
      }
    } finally {
      deucalion.close();
    }
  }

  /** Prometheus scrapes the receiver each second. */
  private static Path config(Path directory, Peer receiver) throws IOException {
    return Files.writeString(
        directory.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s}
        scrape_configs:
        - job_name: self
          static_configs: [{targets: ['%s']}]
        remote_write:
        - url: %s
          queue_config: {batch_send_deadline: 1s, max_backoff: 1s}
        """
            .formatted(receiver.address(), receiver.base().resolve("/api/v1/write")));
  }
}
