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

/** Prometheus and Deucalion read each other's samples, which they lack themselves. */
@Tag("interop")
class RemoteReadOfPeersTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SCRAPES = 3;

  @TempDir private Path directory;

  @Test
  void deucalionReadsPrometheus() throws IOException {
    Peers.installed("prometheus");
    String data = "--storage.tsdb.path=" + directory.resolve("prometheus-data");
    try (Peer target = Peers.nodeExporter(directory);
        Peer read =
            Peers.prometheus(directory, ScrapedSamples.scraping(directory, target, "{}"), data);
        Peer reader = Peers.deucalion(directory, reading(read))) {
      assertSame(reader, read);
      assertThat(reader.api().get("/metrics"))
          .contains("prometheus_remote_read_client_queries_total{");
    }
  }

  @Test
  void prometheusReadsDeucalion() throws IOException {
    Peers.installed("prometheus");
    String data = "--storage.tsdb.path=" + directory.resolve("prometheus-data");
    try (Peer target = Peers.nodeExporter(directory);
        Peer read = Peers.deucalion(directory, ScrapedSamples.scraping(directory, target, "{}"));
        Peer reader = Peers.prometheus(directory, reading(read), data)) {
      assertSame(reader, read);
    }
  }

  private static void assertSame(Peer reader, Peer read) {
    await("scrapes at " + read.name())
        .atMost(LIMIT)
        .until(() -> ScrapedSamples.scrapes(read) >= SCRAPES);
    // A scrape that is under way has its samples stored later, of the time when it began.
    long endMs = Clock.SYSTEM.nowMs();
    await("the same samples at " + reader.name())
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(ScrapedSamples.of(reader, endMs))
                .hasSizeGreaterThan(100)
                .isEqualTo(ScrapedSamples.of(read, endMs)));
  }

  private Path reading(Peer read) throws IOException {
    return Files.writeString(
        directory.resolve("reading.yml"),
        """
        remote_read:
        - url: %s
          read_recent: true
        """
            .formatted(read.base().resolve("/api/v1/read")));
  }
}
