package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus and Deucalion scrape one real node exporter and find the same series in it. */
@Tag("interop")
class NodeExporterTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void bothFindTheSameSeries(@TempDir Path directory) throws IOException {
    Peers.installed("prometheus");
    try (Peer exporter = Peers.nodeExporter(directory)) {
      Path config =
          Files.writeString(
              directory.resolve("prometheus.yml"),
              """
              global:
                scrape_interval: 1s
              scrape_configs:
                - job_name: node
                  static_configs:
                    - targets: ['%s']
                      labels: {rack: a1}
                  metric_relabel_configs:
                    - source_labels: [__name__]
                      regex: 'go_memstats_.*'
                      action: drop
              """
                  .formatted(exporter.address()));
      Path dataOfPeer = directory.resolve("prometheus-data");
      try (Peer prometheus = Peers.prometheus(directory, config, dataFlag(dataOfPeer));
          Peer deucalion = Peers.deucalion(directory, config)) {
        long startMs = Clock.SYSTEM.nowMs();
        for (Peer twin : new Peer[] {prometheus, deucalion}) {
          await(twin.name() + " scraped the exporter")
              .atMost(LIMIT)
              .until(() -> !valuesOf(twin, "query", "up{job=\"node\"} == 1", startMs).isEmpty());
        }
        // Collectors may come and go between two scrapes, so the sets may need some rounds to meet.
        await("both know the same series")
            .atMost(LIMIT)
            .untilAsserted(() -> {
              Set<String> expected = seriesOf(prometheus, startMs);
              assertThat(expected).hasSizeGreaterThan(100);
              assertThat(seriesOf(deucalion, startMs)).isEqualTo(expected);
              assertThat(labelValues(deucalion, "__name__"))
                  .isEqualTo(labelValues(prometheus, "__name__"));
              assertThat(deucalion.api().data("labels")).isEqualTo(prometheus.api().data("labels"));
              assertThat(typesOf(deucalion)).isEqualTo(typesOf(prometheus));
            });
        await("a graph has several points")
            .atMost(LIMIT)
            .until(() -> graphPoints(deucalion, startMs) >= 3);
      }
    }
  }

  private static String dataFlag(Path data) {
    return "--storage.tsdb.path=" + data;
  }

  private static Set<String> seriesOf(Peer peer, long startMs) {
    Set<String> series = new TreeSet<>();
    Object found =
        peer.api()
            .data(
                "series",
                "match[]",
                "{job=\"node\"}",
                "start",
                Api.seconds(startMs - 10_000),
                "end",
                Api.seconds(Clock.SYSTEM.nowMs()));
    Json.list(found).forEach(one -> series.add(normalised(one.toString())));
    return series;
  }

  /** Prometheus 3 and Deucalion write the numbers in these labels as floats, 2.42 as they came. */
  private static String normalised(String labels) {
    return labels.replaceAll("(quantile|le)=(\\d+)([,}])", "$1=$2.0$3");
  }

  private static Object labelValues(Peer peer, String name) {
    return peer.api().data("label/" + name + "/values", "match[]", "{job=\"node\"}");
  }

  /** Type and help of every metric. */
  private static Object typesOf(Peer peer) {
    return peer.api().data("metadata", "metric", "node_cpu_seconds_total");
  }

  private static Set<String> valuesOf(Peer peer, String endpoint, String query, long timeMs) {
    Set<String> values = new TreeSet<>();
    long nowMs = Math.max(timeMs, Clock.SYSTEM.nowMs());
    Object data = peer.api().data(endpoint, "query", query, "time", Api.seconds(nowMs));
    Json.list(Json.at(data, "result")).forEach(one -> values.add(one.toString()));
    return values;
  }

  private static int graphPoints(Peer peer, long startMs) {
    Object data =
        peer.api()
            .queryRange(
                "sum by (mode) (rate(node_cpu_seconds_total{mode=\"idle\"}[10s]))",
                startMs,
                Clock.SYSTEM.nowMs(),
                1_000);
    int points = 0;
    for (Object series : Json.list(Json.at(data, "result"))) {
      points += Json.list(Json.at(series, "values")).size();
    }
    return points;
  }
}
