package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deucalion scrapes others and writes what it finds to them: every sample arrives. */
@Tag("interop")
class RemoteWriteToPeersTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int SCRAPES = 5;
  private static final String RECEIVER = "--web.enable-remote-write-receiver";

  /** So short that an outage of some seconds is as one of hours. */
  static final String[] SHORT_BLOCKS = {
    "--storage.remote.max-backlog=1GB",
    "--storage.tsdb.min-block-duration=5s",
    "--storage.tsdb.max-block-duration=5s",
    "--storage.tsdb.block-reload-interval=1s"
  };

  @TempDir private Path directory;

  /** A minute or so: the log of the sender is to be let go of twice while an end is down. */
  @Test
  void toPrometheusAcrossKillsOfBothEnds() throws IOException {
    Peers.installed("prometheus");
    Path empty = Files.writeString(directory.resolve("empty.yml"), "{}\n");
    String data = "--storage.tsdb.path=" + directory.resolve("prometheus-data");
    acrossKillsOfBothEnds(
        "prometheus.WriteRequest",
        port -> Peers.prometheusOn(port, directory, empty, data, RECEIVER));
  }

  /** As the one before. */
  @Test
  void toDeucalionByTheSecondVersionAcrossKillsOfBothEnds() throws IOException {
    Path empty = Files.writeString(directory.resolve("empty.yml"), "{}\n");
    Path other = Files.createDirectory(directory.resolve("other"));
    acrossKillsOfBothEnds(
        "io.prometheus.write.v2.Request", port -> Peers.deucalionOn(port, other, empty, RECEIVER));
  }

  private void acrossKillsOfBothEnds(String message, IntFunction<Peer> newReceiver)
      throws IOException {
    int receiverPort = Peers.freePort();
    try (Peer receiver = newReceiver.apply(receiverPort)) {
      Path config = config(receiver, message);
      try (Peer sender = Peers.deucalion(directory, config, SHORT_BLOCKS)) {
        awaitScrapes(receiver, SCRAPES);
        receiver.kill();
        awaitBlocks(sender, 2);
        sender.kill();
        int senderPort = sender.base().getPort();
        try (Peer senderAgain = Peers.deucalionOn(senderPort, directory, config, SHORT_BLOCKS)) {
          awaitBlocks(senderAgain, 2);
          try (Peer receiverAgain = newReceiver.apply(receiverPort)) {
            awaitScrapes(senderAgain, ScrapedSamples.scrapes(senderAgain) + SCRAPES);
            awaitEqual(senderAgain, receiverAgain);
          }
        }
      }
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

  /** Waits until so many more blocks left the head, and with them the log what nobody holds. */
  private static void awaitBlocks(Peer peer, int count) {
    int before = truncations(peer);
    await(count + " blocks of " + peer.name())
        .atMost(LIMIT)
        .until(() -> truncations(peer) >= before + count);
  }

  private static int truncations(Peer peer) {
    Matcher found =
        Pattern.compile("(?m)^prometheus_tsdb_head_truncations_total (\\d+)")
            .matcher(peer.api().get("/metrics"));
    assertThat(found.find()).isTrue();
    return Integer.parseInt(found.group(1));
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
