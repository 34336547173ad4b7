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

/** Deucalion scrapes others and writes what it finds to them: every sample arrives. */
@Tag("interop")
class RemoteWriteToPeersTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SCRAPES = 5;
  private static final String RECEIVER = "--web.enable-remote-write-receiver";
  private static final String DURABLE = "--storage.remote.max-backlog=1GB";

  @TempDir private Path directory;

  @Test
  void toPrometheusAcrossKillsOfBothEnds() throws IOException {
    Peers.installed("prometheus");
    Path empty = Files.writeString(directory.resolve("empty.yml"), "{}\n");
    String data = "--storage.tsdb.path=" + directory.resolve("prometheus-data");
    Peer receiver = Peers.prometheus(directory, empty, data, RECEIVER);
    int receiverPort = receiver.base().getPort();
    Path config = config(receiver, "prometheus.WriteRequest");
    Peer sender = Peers.deucalion(directory, config, DURABLE);
    int senderPort = sender.base().getPort();
    try {
      awaitScrapes(receiver, SCRAPES);
      receiver.kill();
      awaitScrapes(sender, ScrapedSamples.scrapes(sender) + SCRAPES);
      sender.kill();
      try (Peer senderAgain = Peers.deucalionOn(senderPort, directory, config, DURABLE)) {
        awaitScrapes(senderAgain, ScrapedSamples.scrapes(senderAgain) + SCRAPES);
        try (Peer receiverAgain =
            Peers.prometheusOn(receiverPort, directory, empty, data, RECEIVER)) {
          awaitScrapes(senderAgain, ScrapedSamples.scrapes(senderAgain) + SCRAPES);
          awaitEqual(senderAgain, receiverAgain);
        }
      }
    } finally {
      receiver.close();
      sender.close();
    }
  }

  @Test
  void toVictoriaMetrics() throws IOException {
    try (Peer receiver = Peers.victoriaMetrics(directory);
        Peer sender = Peers.deucalion(directory, config(receiver, "prometheus.WriteRequest"))) {
      awaitScrapes(sender, SCRAPES);
      long endMs = Clock.SYSTEM.nowMs();
      await("all series and times")
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(ScrapedSamples.times(receiver, endMs))
                  .hasSizeGreaterThan(100)
                  .isEqualTo(ScrapedSamples.times(sender, endMs)));
    }
  }

  @Test
  void toDeucalionByTheSecondVersion() throws IOException {
    Path empty = Files.writeString(directory.resolve("empty.yml"), "{}\n");
    Path other = Files.createDirectory(directory.resolve("other"));
    try (Peer receiver = Peers.deucalion(other, empty, RECEIVER);
        Peer sender =
            Peers.deucalion(directory, config(receiver, "io.prometheus.write.v2.Request"))) {
      awaitScrapes(sender, SCRAPES);
      awaitEqual(sender, receiver);
      assertThat(sender.api().get("/metrics"))
          .containsPattern("prometheus_remote_storage_samples_failed_total\\{[^}]*} 0");
    }
  }

  private static void awaitScrapes(Peer peer, int count) {
    await(count + " scrapes at " + peer.name())
        .atMost(LIMIT)
        .until(() -> ScrapedSamples.scrapes(peer) >= count);
  }

  private static void awaitEqual(Peer sender, Peer receiver) {
    long endMs = Clock.SYSTEM.nowMs();
    await("all samples")
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(ScrapedSamples.of(receiver, endMs))
                .hasSizeGreaterThan(100)
                .isEqualTo(ScrapedSamples.of(sender, endMs)));
  }

  /** The sender scrapes the receiver each second. */
  private Path config(Peer receiver, String message) throws IOException {
    return Files.writeString(
        directory.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s}
        scrape_configs:
        - job_name: self
          static_configs: [{targets: ['%s']}]
        remote_write:
        - url: %s
          name: there
          protobuf_message: %s
          queue_config: {batch_send_deadline: 1s, max_backoff: 1s, max_samples_per_send: 100}
        """
            .formatted(receiver.address(), receiver.base().resolve("/api/v1/write"), message));
  }
}
