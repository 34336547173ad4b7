package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A receiver is down for a while, and both ends are killed: the sender while it is down, the
 * receiver while it catches up, and both with a request on its way. With a durable position every
 * sample arrives, in order. The outage takes {@code -Doutage.seconds}, twenty unless told
 * otherwise, and the log of the sender is let go of every few seconds.
 */
@Tag("interop")
class RemoteWriteOutageTest {
  private static final int SECONDS = Integer.getInteger("outage.seconds", 20);
  private static final Duration LIMIT = Duration.ofMinutes(2).plusSeconds(SECONDS);
  private static final long SLICE_MS = 60_000;
  private static final String RECEIVER = "--web.enable-remote-write-receiver";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"prometheus.WriteRequest", "io.prometheus.write.v2.Request"})
  void everySampleArrivesInOrder(String message) throws IOException {
    Path empty = Files.writeString(directory.resolve("empty.yml"), "{}\n");
    Path there = Files.createDirectory(directory.resolve("there"));
    int receiverPort = Peers.freePort();
    int senderPort = Peers.freePort();
    Path config = config(senderPort, receiverPort, message);
    long startMs = Clock.SYSTEM.nowMs();

    Peer receiver = Peers.deucalionOn(receiverPort, there, empty, RECEIVER);
    Peer sender =
        Peers.deucalionOn(senderPort, directory, config, RemoteWriteToPeersTest.SHORT_BLOCKS);
    try {
      awaitScrapes(receiver, 2);
      receiver.kill();
      awaitScrapes(sender, scrapes(sender) + SECONDS / 2);
      sender.kill();
      sender =
          Peers.deucalionOn(senderPort, directory, config, RemoteWriteToPeersTest.SHORT_BLOCKS);
      awaitScrapes(sender, scrapes(sender) + (SECONDS + 1) / 2);

      receiver = Peers.deucalionOn(receiverPort, there, empty, RECEIVER);
      awaitReceived(receiver);
      receiver.kill();
      receiver = Peers.deucalionOn(receiverPort, there, empty, RECEIVER);
      awaitReceived(receiver);
      receiver.freeze();
      await("all threads are stopped").atMost(LIMIT).until(receiver::isFrozen);
      sender.kill();
      receiver.kill();

      receiver = Peers.deucalionOn(receiverPort, there, empty, RECEIVER);
      sender =
          Peers.deucalionOn(senderPort, directory, config, RemoteWriteToPeersTest.SHORT_BLOCKS);
      awaitScrapes(sender, scrapes(sender) + 2);
      awaitEqual(sender, receiver, startMs, Clock.SYSTEM.nowMs());
    } finally {
      sender.kill();
      receiver.kill();
    }
  }

  private static int scrapes(Peer peer) {
    Object found = peer.api().query("count_over_time(up{job='self'}[1d])", Clock.SYSTEM.nowMs());
    return Json.list(Json.at(found, "result")).stream()
        .mapToInt(
            series -> Integer.parseInt(Json.list(Json.at(series, "value")).getLast().toString()))
        .sum();
  }

  private static void awaitScrapes(Peer peer, int count) {
    await(count + " scrapes at " + peer.name()).atMost(LIMIT).until(() -> scrapes(peer) >= count);
  }

  /** Waits until a receiver that began just now has got anything. */
  private static void awaitReceived(Peer receiver) {
    Pattern appended =
        Pattern.compile(
            "(?m)^prometheus_tsdb_head_samples_appended_total\\{type=\"float\"} (\\S+)");
    await("samples at " + receiver.name())
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> {
          Matcher found = appended.matcher(receiver.api().get("/metrics"));
          return found.find() && Double.parseDouble(found.group(1)) > 0;
        });
  }

  /** A minute at a time, as a long outage leaves more samples than a test should hold. */
  private static void awaitEqual(Peer sender, Peer receiver, long fromMs, long toMs) {
    for (long endMs = toMs; endMs > fromMs; endMs -= SLICE_MS) {
      long sliceEndMs = endMs;
      await("all samples")
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(() -> {
            assertThat(ScrapedSamples.ofMinute(receiver, sliceEndMs))
                .isEqualTo(ScrapedSamples.ofMinute(sender, sliceEndMs));
          });
    }
    assertThat(scrapes(receiver)).isGreaterThan(SECONDS);
  }

  /** The sender scrapes itself each second, and sends little at a time. */
  private Path config(int senderPort, int receiverPort, String message) throws IOException {
    return Files.writeString(
        directory.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s}
        scrape_configs:
        - job_name: self
          static_configs: [{targets: ['127.0.0.1:%d']}]
        remote_write:
        - url: http://127.0.0.1:%d/api/v1/write
          name: there
          protobuf_message: %s
          queue_config:
            {batch_send_deadline: 1s, max_backoff: 1s, max_samples_per_send: 100, max_shards: 2}
        """
            .formatted(senderPort, receiverPort, message));
  }
}
