package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A data directory moves from Prometheus to Deucalion and back, with all its samples. Evaluated off
 * the grid of samples, for the reason that {@link TwinQueriesTest} gives.
 */
@Tag("interop")
class DataDirectoryTest {
  private static final long HISTORY_MS = TwinSeries.STEPS * TwinExporter.STEP_MS;
  private static final int STEPS_PER_SCRAPE = 50;
  private static final String NO_TARGETS = "global: {scrape_interval: 1s}\n";
  private static final List<String> QUERIES =
      List.of(
          "count by (__name__) ({job=~\"myapp|cadvisor|kube-state-metrics\"})",
          "sum by (path, status) (count_over_time(http_requests_total[1h]))",
          "max by (pod) (rate(container_cpu_usage_seconds_total[5m]))",
          "kube_pod_owner");

  private final long startMs = Clock.SYSTEM.nowMs() - Duration.ofMinutes(55).toMillis();

  @Test
  void prometheusReadsOurs(@TempDir Path directory) throws IOException {
    Peers.installed("prometheus");
    Path data = directory.resolve("data");
    List<String> before;
    try (TwinExporter exporter = TwinExporter.start(startMs, STEPS_PER_SCRAPE);
        Peer deucalion = Peers.deucalion(directory, config(directory, exporter.config("a")))) {
      before = awaitHistory(deucalion);
      assertThat(deucalion.stop()).isZero();
    }
    Path copy = DirectoryCopy.of(data, directory.resolve("copy"));
    try (Peer prometheus =
        Peers.prometheus(directory, config(directory, NO_TARGETS), "--storage.tsdb.path=" + copy)) {
      assertThat(answers(prometheus)).isEqualTo(before);
      assertThat(prometheus.output()).doesNotContain("orrupt");
    }
  }

  @Test
  void weReadThoseOfPrometheus(@TempDir Path directory) throws IOException {
    Peers.installed("prometheus");
    List<String> before;
    try (TwinExporter exporter = TwinExporter.start(startMs, STEPS_PER_SCRAPE);
        Peer prometheus = Peers.prometheus(directory, config(directory, exporter.config("a")))) {
      before = awaitHistory(prometheus);
      assertThat(prometheus.stop()).isZero();
    }
    Path copy = DirectoryCopy.of(directory.resolve("data"), directory.resolve("copy"));
    try (Peer deucalion =
        Peers.deucalion(directory, config(directory, NO_TARGETS), "--storage.tsdb.path=" + copy)) {
      assertThat(answers(deucalion)).isEqualTo(before);
    }
  }

  @Test
  void prometheusGoesOnWhereWeStoppedAndBack(@TempDir Path directory) throws IOException {
    Peers.installed("prometheus");
    List<String> before;
    try (TwinExporter exporter = TwinExporter.start(startMs, STEPS_PER_SCRAPE);
        Peer deucalion = Peers.deucalion(directory, config(directory, exporter.config("a")))) {
      before = awaitHistory(deucalion);
      deucalion.stop();
    }
    Path config = config(directory, NO_TARGETS);
    for (int round = 0; round < 2; round++) {
      try (Peer prometheus = Peers.prometheus(directory, config)) {
        assertThat(answers(prometheus)).isEqualTo(before);
        prometheus.stop();
      }
      try (Peer deucalion = Peers.deucalion(directory, config)) {
        assertThat(answers(deucalion)).isEqualTo(before);
        deucalion.stop();
      }
    }
  }

  /** Waits until the whole history is there and gives the answers at its end. */
  private List<String> awaitHistory(Peer server) {
    for (String job : TwinSeries.JOBS) {
      await(server.name() + " has the last step of " + job)
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(500))
          .until(() ->
              server
                  .api()
                  .query("twin_step{job=\"" + job + "\"}", endMs())
                  .toString()
                  .contains(", " + (TwinSeries.STEPS - 1) + "]"));
    }
    List<String> answers = answers(server);
    assertThat(answers).doesNotContain("");
    return answers;
  }

  private List<String> answers(Peer server) {
    return QUERIES.stream().map(q -> Answers.sorted(server.api().query(q, endMs()))).toList();
  }

  private long endMs() {
    return startMs + HISTORY_MS - 7_877;
  }

  private static Path config(Path directory, String text) throws IOException {
    return Files.writeString(directory.resolve("prometheus.yml"), text);
  }
}
