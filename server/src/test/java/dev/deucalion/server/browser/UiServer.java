package dev.deucalion.server.browser;

import static org.awaitility.Awaitility.await;

import dev.deucalion.server.interop.Json;
import dev.deucalion.server.interop.Peer;
import dev.deucalion.server.interop.Peers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A server with something to see: it scrapes itself, and a port that nobody listens on; it has a
 * rule that fires, one that waits, one that is quiet, one that records and one that fails.
 */
final class UiServer implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String RULES =
      """
      groups:
        - name: alerts
          rules:
            - alert: TargetDown
              expr: up == 0
              labels: {severity: page}
              annotations:
                summary: "{{ $labels.instance }} is down"
                runbook: https://runbooks.example/down
            - {alert: Waiting, expr: up == 1, for: 3h}
            - {alert: Quiet, expr: up > 5}
        - name: recorded
          rules:
            - {record: "job:up:sum", expr: sum by (job) (up)}
            - {record: "broken", expr: 'up + on() up'}
      """;

  /**
   * True once each target was scraped twice, and a scrape of itself found the series of another.
   */
  private static final String SCRAPED_TWICE =
      "min(count_over_time(up[1m])) > 1 and on () prometheus_tsdb_head_series{job=\"itself\"} >"
          + " 1000";

  private final Supplier<Peer> start;
  private Peer peer;

  private UiServer(Supplier<Peer> start) {
    this.start = start;
    this.peer = start.get();
  }

  /** Starts it and waits until all targets were scraped twice and all rules evaluated. */
  static UiServer start(Path directory, String... flags) throws IOException {
    return startWith("", directory, flags);
  }

  /**
   * As {@link #start}, with more to scrape.
   *
   * @param scrapeConfigs entries of {@code scrape_configs}, indented by two, and what else the
   *     configuration is to have
   */
  static UiServer startWith(String scrapeConfigs, Path directory, String... flags)
      throws IOException {
    UiServer server = start("", scrapeConfigs, directory, flags);
    await("first scrapes and evaluations").atMost(LIMIT).until(server::hasData);
    return server;
  }

  /**
   * Starts it and does not wait for data.
   *
   * @param prefix path before all paths, such as {@code /prom}; empty for none
   */
  static UiServer startBelow(String prefix, Path directory, String... flags) throws IOException {
    return start(prefix, "", directory, flags);
  }

  private static UiServer start(
      String prefix, String scrapeConfigs, Path directory, String... flags) throws IOException {
    int port = Peers.freePort();
    Files.writeString(directory.resolve("rules.yml"), RULES);
    String config = config(prefix, port) + scrapeConfigs;
    Path file = Files.writeString(directory.resolve("prometheus.yml"), config);
    List<String> all = new ArrayList<>(List.of(flags));
    all.add("--web.enable-admin-api");
    all.add("--web.enable-lifecycle");
    if (!prefix.isEmpty()) {
      all.add("--web.route-prefix=" + prefix);
    }
    return new UiServer(() -> Peers.deucalionOn(port, directory, file, all.toArray(String[]::new)));
  }

  /** What the server on a port of the loopback interface is to do. */
  private static String config(String prefix, int port) {
    return """
    global: {scrape_interval: 1s, evaluation_interval: 1s}
    rule_files: [rules.yml]
    scrape_configs:
      - job_name: itself
        metrics_path: %s/metrics
        static_configs:
          - targets: ["127.0.0.1:%d", "10.0.0.1:9100"]
            labels: {__meta_dc: eu-west-1}
        relabel_configs:
          - {source_labels: [__address__], regex: "10[.].*", action: drop}
          - {source_labels: [__meta_dc], regex: "(.*)-1", target_label: region}
      - job_name: gone
        static_configs: [{targets: ["127.0.0.1:1"]}]
    """
        .formatted(prefix, port);
  }

  /** Starts it without waiting until it is ready: it may have much to replay. */
  static UiServer starting(Path directory) throws IOException {
    int port = Peers.freePort();
    Path file = directory.resolve("prometheus.yml");
    Files.writeString(directory.resolve("rules.yml"), RULES);
    Files.writeString(file, config("", port));
    return new UiServer(() -> Peers.deucalionStarting(port, directory, file));
  }

  /** Starts an agent. */
  static UiServer agent(Path directory, Path config) {
    String data = "--storage.agent.path=" + directory.resolve("agent-data");
    int port = Peers.freePort();
    return new UiServer(() -> Peers.deucalionOn(port, directory, config, "--agent", data));
  }

  private boolean hasData() {
    String targets = peer.api().data("targets").toString();
    String rules = peer.api().data("rules").toString();
    return targets.contains("health=up")
        && targets.contains("health=down")
        && !targets.contains("health=unknown")
        && rules.contains("state=firing")
        && rules.contains("state=pending")
        && rules.contains("health=err")
        && !Json.list(Json.at(peer.api().query(SCRAPED_TWICE, fullSecondMs()), "result")).isEmpty();
  }

  /** The newest time that pages ask for: they round down to seconds. */
  private static long fullSecondMs() {
    return System.currentTimeMillis() / 1_000 * 1_000;
  }

  /** Scheme, host and port. */
  URI base() {
    return peer.base();
  }

  /** Host and port. */
  String address() {
    return peer.address();
  }

  /** Ends it for a while. */
  void stop() {
    peer.close();
  }

  /** Starts it anew, on the same port, once it was ended. */
  void startAgain() {
    peer = start.get();
  }

  @Override
  public void close() {
    stop();
  }
}
