package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job as the Prometheus Operator writes it for a {@code Probe}: the addresses to look at become a
 * parameter, and the exporter that looks becomes the address.
 */
@Tag("interop")
class BlackboxProbeTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static String config(Peer exporter, Peer looked) {
    return """
    global:
      scrape_interval: 1s
    scrape_configs:
      - job_name: probe/monitoring/pages
        honor_timestamps: true
        metrics_path: /probe
        params:
          module: [http_2xx]
        static_configs:
          - targets: ['http://%2$s/-/healthy', 'http://%2$s/nothing?a=b&c=d']
            labels: {namespace: monitoring}
        relabel_configs:
          - source_labels: [job]
            target_label: __tmp_prometheus_job_name
          - target_label: job
            replacement: pages
          - source_labels: [__address__]
            target_label: __param_target
          - source_labels: [__param_target]
            target_label: instance
          - target_label: __address__
            replacement: %1$s
          - source_labels: [__param_target, __tmp_hash]
            regex: (.+);
            target_label: __tmp_hash
            replacement: $1
          - source_labels: [__tmp_hash]
            modulus: 1
            target_label: __tmp_hash
            action: hashmod
          - source_labels: [__tmp_hash]
            regex: '0'
            action: keep
        metric_relabel_configs:
          - source_labels: [__name__]
            regex: probe_(success|http_status_code|http_version|failed_due_to_regex)
            action: keep
    """
        .formatted(exporter.address(), looked.address());
  }

  @Test
  void pagesAreLookedAtThroughTheExporter(@TempDir Path directory) throws IOException {
    Peers.installed("prometheus");
    Path own = Files.writeString(directory.resolve("own.yml"), "{}\n");
    try (Peer exporter = Peers.blackboxExporter(directory);
        Peer prometheus =
            Peers.prometheus(directory, own, "--storage.tsdb.path=" + directory.resolve("p"))) {
      Path config = Files.writeString(directory.resolve("probe.yml"), config(exporter, prometheus));
      try (Peer twin =
              Peers.prometheus(
                  Files.createDirectory(directory.resolve("twin")),
                  config,
                  "--storage.tsdb.path=" + directory.resolve("t"));
          Peer deucalion = Peers.deucalion(directory, config)) {
        Map<String, String> expected =
            Map.of(
                "http://" + prometheus.address() + "/-/healthy", "1",
                "http://" + prometheus.address() + "/nothing?a=b&c=d", "0");
        for (Peer peer : new Peer[] {twin, deucalion}) {
          await(peer.name() + " has looked")
              .atMost(LIMIT)
              .untilAsserted(() -> assertThat(successes(peer)).isEqualTo(expected));
        }
        assertThat(targets(deucalion)).isEqualTo(targets(twin));
        assertThat(series(deucalion)).isEqualTo(series(twin));
      }
    }
  }

  /** Whether each page was there, by instance. */
  private static Map<String, String> successes(Peer peer) {
    Object data = peer.api().query("probe_success", Clock.SYSTEM.nowMs());
    Map<String, String> values = new TreeMap<>();
    for (Object one : Json.list(Json.at(data, "result"))) {
      values.put(
          Json.at(Json.at(one, "metric"), "instance").toString(),
          Json.list(Json.at(one, "value")).get(1).toString());
    }
    return values;
  }

  /** What of each target does not depend on time. */
  private static Set<String> targets(Peer peer) {
    Set<String> targets = new TreeSet<>();
    for (Object target : Json.list(Json.at(peer.api().data("targets"), "activeTargets"))) {
      targets.add(
          Json.at(target, "scrapeUrl")
              + " "
              + Json.at(target, "labels")
              + " "
              + Json.at(target, "scrapePool"));
    }
    return targets;
  }

  private static Set<String> series(Peer peer) {
    Set<String> series = new TreeSet<>();
    Object found = peer.api().data("series", "match[]", "{job=\"pages\"}");
    Json.list(found).forEach(one -> series.add(one.toString()));
    return series;
  }
}
