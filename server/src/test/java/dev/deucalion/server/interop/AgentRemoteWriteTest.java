package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.model.time.Clock;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.ReplayProgress;
import dev.deucalion.tsdb.wal.WalConsumer;
import dev.deucalion.tsdb.wal.WalReplay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent sends on what it scrapes, across a kill of it: what is in its log arrives. */
@Tag("interop")
class AgentRemoteWriteTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SCRAPES = 4;

  @TempDir private Path directory;

  @Test
  void allOfTheLogArrives() throws IOException {
    Path empty = Files.writeString(directory.resolve("empty.yml"), "{}\n");
    Path other = Files.createDirectory(directory.resolve("other"));
    Path data = directory.resolve("agent-data");
    String[] flags = {
      "--agent", "--storage.agent.path=" + data, "--storage.remote.max-backlog=1GB"
    };
    try (Peer receiver = Peers.deucalion(other, empty, "--web.enable-remote-write-receiver")) {
      Path config = config(receiver);
      Peer killed = Peers.deucalion(directory, config, flags);
      awaitScrapes(receiver, SCRAPES);
      killed.kill();
      try (Peer agent = Peers.deucalion(directory, config, flags)) {
        awaitScrapes(receiver, 2 * SCRAPES);
        assertThat(agent.stop()).isZero();
      }
      // What was not sent at the end is sent by the next one, which scrapes nothing.
      try (Peer last = Peers.deucalion(directory, withoutScraping(config), flags)) {
        long samples = samplesIn(data.resolve("wal"));
        assertThat(samples).isGreaterThan(100);
        await("all samples at " + last.name() + "'s receiver")
            .atMost(LIMIT)
            .untilAsserted(() -> assertThat(received(receiver)).isEqualTo(samples));
      }
    }
  }

  private static void awaitScrapes(Peer receiver, int count) {
    await(count + " scrapes").atMost(LIMIT).until(() -> ScrapedSamples.scrapes(receiver) >= count);
  }

  private static long received(Peer receiver) {
    return ScrapedSamples.of(receiver, Clock.SYSTEM.nowMs()).values().stream()
        .mapToLong(List::size)
        .sum();
  }

  /** Samples in a log, but for stale markers, which queries do not show. */
  private static long samplesIn(Path log) throws IOException {
    long[] count = {0};
    WalConsumer counter =
        new WalConsumer() {
          @Override
          public void series(long ref, Labels labels) {}

          @Override
          public void sample(long ref, long timeMs, long valueBits) {
            count[0] += valueBits == StaleMarker.BITS ? 0 : 1;
          }

          @Override
          public void endRecord() {}
        };
    WalReplay.run(FileOps.SYSTEM, log, counter, new ReplayProgress());
    return count[0];
  }

  /** The agent scrapes the receiver each second. */
  private Path config(Peer receiver) throws IOException {
    return Files.writeString(
        directory.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s}
        remote_write:
        - url: %s
          queue_config: {batch_send_deadline: 1s, max_backoff: 1s, max_samples_per_send: 100}
        scrape_configs:
        - job_name: self
          static_configs: [{targets: ['%s']}]
        """
            .formatted(receiver.base().resolve("/api/v1/write"), receiver.address()));
  }

  private Path withoutScraping(Path config) throws IOException {
    String text = Files.readString(config);
    return Files.writeString(
        directory.resolve("sending.yml"), text.substring(0, text.indexOf("scrape_configs")));
  }
}
