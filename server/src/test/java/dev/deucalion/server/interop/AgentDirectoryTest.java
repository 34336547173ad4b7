package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.agent.AgentOptions;
import dev.deucalion.tsdb.agent.AgentStore;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import dev.deucalion.tsdb.wal.ReplayProgress;
import dev.deucalion.tsdb.wal.WalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory of an agent moves between Deucalion and Debian's Prometheus, both ways. */
@Tag("interop")
class AgentDirectoryTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String DAMAGE = "WAL read error";
  private static final int SERIES = 40;
  private static final long HOUR_MS = 3_600_000;
  private static final long NOW_MS = 10 * HOUR_MS;
  private static final Pattern ACTIVE =
      Pattern.compile("(?m)^prometheus_agent_active_series (\\d+)$");

  /** Beginnings of scrapes but the first. */
  private static final Pattern SCRAPES =
      Pattern.compile("(?m)^prometheus_target_interval_length_seconds_count\\{.*} (\\d+)$");

  private static final AgentStore.Surroundings AROUND =
      new AgentStore.Surroundings(() -> NOW_MS, FileOps.SYSTEM, 42, () -> 0);
  private static final Histogram HISTOGRAM =
      new IntHistogram(
          CounterResetHint.UNKNOWN,
          BucketLayout.exponential(0, 0.5, new int[] {0, 2}, new int[0]),
          1,
          6,
          10,
          new long[] {2, 3},
          new long[0]);

  @TempDir private Path dir;

  private Path data() {
    return dir.resolve("data-agent");
  }

  private AgentStore open() throws IOException {
    AgentOptions options =
        AgentOptions.DEFAULTS
            .withWal(new WalOptions(32 << 10, Compression.SNAPPY, 1000))
            .withTruncation(HOUR_MS, 1000, HOUR_MS);
    return AgentStore.open(data(), options, AROUND, new ReplayProgress());
  }

  private Peer prometheus(String config) throws IOException {
    Path file = Files.writeString(dir.resolve("prometheus.yml"), config);
    return Peers.prometheus(dir, file, "--enable-feature=agent", "--storage.agent.path=" + data());
  }

  private static long activeSeries(Peer agent) {
    return metric(agent, ACTIVE).orElseThrow();
  }

  private static OptionalLong metric(Peer agent, Pattern pattern) {
    Matcher found = pattern.matcher(agent.api().get("/metrics"));
    return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
  }

  /** Waits until the scrape has ended that is under way now, if any is. */
  private static void awaitTwoScrapes(Peer agent) {
    long before = metric(agent, SCRAPES).orElse(0);
    await("scrapes").atMost(LIMIT).until(() -> metric(agent, SCRAPES).orElse(0) >= before + 2);
  }

  /** A batch with floats, histograms, exemplars and metadata: as many kinds of records. */
  private static void append(AgentStore store, String prefix, long timeMs) throws IOException {
    try (Appender batch = store.appender()) {
      for (int i = 0; i < SERIES; i++) {
        long ref = batch.seriesRef(Labels.of("__name__", prefix + i));
        AppendResult result =
            i % 2 == 0 ? batch.append(ref, timeMs, 1) : batch.append(ref, timeMs, HISTOGRAM);
        assertThat(result).isEqualTo(AppendResult.APPENDED);
        batch.appendExemplar(ref, new Exemplar(Labels.of("trace", "a"), 1, timeMs));
        String help = "At " + timeMs + ".";
        batch.updateMetadata(ref, new Metadata(MetricType.GAUGE, "", help));
      }
      batch.commit();
    }
  }

  @Test
  void prometheusGoesOnWithADirectoryOfOurs() throws Exception {
    Peers.installed("prometheus");
    try (AgentStore store = open()) {
      for (long timeMs = NOW_MS; store.stats().log().segment() < 8; timeMs++) {
        append(store, "a", timeMs);
      }
      store.truncate();
      append(store, "b", NOW_MS);
    }
    assertThat(data().resolve("wal")).isDirectoryContaining("glob:**/checkpoint.*");
    try (Peer agent = prometheus("{}")) {
      assertThat(activeSeries(agent)).isEqualTo(2 * SERIES);
      assertThat(agent.output()).doesNotContain(DAMAGE);
      assertThat(agent.stop()).isZero();
    }
    try (AgentStore store = open()) {
      assertThat(store.stats().activeSeries()).isEqualTo(2 * SERIES);
      append(store, "c", NOW_MS);
    }
    try (Peer agent = prometheus("{}")) {
      assertThat(activeSeries(agent)).isEqualTo(3 * SERIES);
      assertThat(agent.output()).doesNotContain(DAMAGE);
    }
  }

  @Test
  void aDirectoryOfAKilledPrometheusIsGoneOnWith() throws Exception {
    Peers.installed("prometheus");
    long known;
    try (Peer source = Peers.deucalion(Files.createDirectory(dir.resolve("source")), empty());
        Peer agent = prometheus(scraping(source))) {
      await("series of a scrape").atMost(LIMIT).until(() -> activeSeries(agent) > 100);
      known = activeSeries(agent);
      awaitTwoScrapes(agent);
      agent.kill();
    }
    try (AgentStore store = open()) {
      assertThat(store.stats().activeSeries()).isGreaterThanOrEqualTo(known);
      append(store, "ours", NOW_MS);
      known = store.stats().activeSeries();
    }
    try (Peer agent = prometheus("{}")) {
      assertThat(activeSeries(agent)).isEqualTo(known);
      assertThat(agent.output()).doesNotContain(DAMAGE);
    }
  }

  private Path empty() throws IOException {
    return Files.writeString(dir.resolve("empty.yml"), "{}\n");
  }

  private static String scraping(Peer source) {
    return """
    scrape_configs:
    - job_name: source
      scrape_interval: 1s
      static_configs: [{targets: ['%s']}]
    """
        .formatted(source.address());
  }
}
