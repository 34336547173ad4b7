package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus and Deucalion federate each other: what arrives is what the other one has. */
@Tag("interop")
class FederationOfPeersTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SCRAPES = 3;

  @TempDir private Path directory;

  @Test
  void deucalionFederatesPrometheus() throws IOException {
    Peers.installed("prometheus");
    String data = "--storage.tsdb.path=" + directory.resolve("prometheus-data");
    try (Peer target = Peers.nodeExporter(directory);
        Peer source =
            Peers.prometheus(
                directory, ScrapedSamples.scraping(directory, target, "{site: a}"), data);
        Peer federating = Peers.deucalion(directory, federating(source))) {
      assertArrives(federating, source);
    }
  }

  @Test
  void prometheusFederatesDeucalion() throws IOException {
    Peers.installed("prometheus");
    String data = "--storage.tsdb.path=" + directory.resolve("prometheus-data");
    try (Peer target = Peers.nodeExporter(directory);
        Peer source =
            Peers.deucalion(directory, ScrapedSamples.scraping(directory, target, "{site: a}"));
        Peer federating = Peers.prometheus(directory, federating(source), data)) {
      assertArrives(federating, source);
      assertThat(source.api().get("/metrics"))
          .contains("prometheus_web_federation_errors_total 0", "handler=\"/federate\"");
    }
  }

  private static void assertArrives(Peer federating, Peer source) {
    await("federations by " + federating.name())
        .atMost(LIMIT)
        .until(() -> ScrapedSamples.scrapes(federating) >= SCRAPES);
    long endMs = Clock.SYSTEM.nowMs();
    Map<Object, List<?>> arrived = ScrapedSamples.of(federating, endMs);
    Map<Object, List<?>> sent = ScrapedSamples.of(source, endMs);
    assertThat(arrived).hasSizeGreaterThan(100);
    arrived.forEach((labels, samples) -> {
      Map<?, ?> own = new HashMap<>((Map<?, ?>) labels);
      assertThat(own.remove("site")).as("external label of %s", labels).isEqualTo("a");
      assertThat(sent).containsKey(own);
      assertThat(new HashSet<Object>(sent.get(own))).as("%s", own).containsAll(samples);
    });
  }

  private Path federating(Peer source) throws IOException {
    return Files.writeString(
        directory.resolve("federating.yml"),
        """
        scrape_configs:
        - job_name: federation
          honor_labels: true
          scrape_interval: 1s
          metrics_path: /federate
          params: {'match[]': ['{job="self"}']}
          static_configs: [{targets: ['%s']}]
        """
            .formatted(source.address()));
  }
}
