package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts go to Debian's Alertmanager, also to one that was killed and started again. */
@Tag("interop")
class AlertmanagerTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private HttpServer exporter;
  private volatile int cause = 1;

  @BeforeEach
  void startExporter() throws IOException {
    exporter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    exporter.createContext(
        "/metrics",
        exchange -> {
          byte[] body = ("cause " + cause + "\n").getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    exporter.start();
  }

  @AfterEach
  void stopExporter() {
    exporter.stop(0);
  }

  private static void awaitAlert(Peer alertmanager, String name) {
    await(name + " is there")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> alerts(alertmanager).contains("\"alertname\":\"" + name + "\""));
  }

  private static String alerts(Peer alertmanager) {
    return alertmanager.api().get("/api/v2/alerts?active=true");
  }

  @Test
  void alertsFireAndResolveThere() throws IOException {
    Peer alertmanager = Peers.alertmanager(directory);
    int port = alertmanager.base().getPort();
    Files.writeString(
        directory.resolve("rules.yml"),
        """
        groups:
        - name: g
          rules:
          - alert: ForAWhile
            expr: cause == 1
            labels: {severity: page}
            annotations: {summary: "{{ $labels.job }} is at {{ $value | humanizePercentage }}"}
          - alert: DeadMansSwitch
            expr: vector(1)
        """);
    Path config =
        Files.writeString(
            directory.resolve("deucalion.yml"),
            """
            global: {evaluation_interval: 1s, external_labels: {region: eu}}
            rule_files: [rules.yml]
            scrape_configs:
            - job_name: one
              scrape_interval: 1s
              static_configs: [{targets: ['127.0.0.1:%d']}]
            alerting: {alertmanagers: [{static_configs: [{targets: ['%s']}]}]}
            """
                .formatted(exporter.getAddress().getPort(), alertmanager.address()));
    try (Peer server = Peers.deucalion(directory, config, "--rules.alert.resend-delay=1s")) {
      awaitAlert(alertmanager, "ForAWhile");
      assertThat(alerts(alertmanager))
          .contains("\"region\":\"eu\"", "\"severity\":\"page\"", "one is at 100%");
      alertmanager.kill();
      await("an outage is noticed")
          .atMost(LIMIT)
          .until(() ->
              !server
                  .api()
                  .get("/metrics")
                  .contains(
                      "errors_total{alertmanager=\""
                          + "http://"
                          + alertmanager.address()
                          + "/api/v2/alerts\"} 0.0"));
      try (Peer again = Peers.alertmanagerOn(port, directory)) {
        awaitAlert(again, "ForAWhile");
        awaitAlert(again, "DeadMansSwitch");
        cause = 0;
        await("resolved")
            .atMost(LIMIT)
            .pollInterval(Duration.ofMillis(100))
            .untilAsserted(() ->
                assertThat(alerts(again)).contains("DeadMansSwitch").doesNotContain("ForAWhile"));
        assertThat(server.api().get("/metrics"))
            .contains(
                "prometheus_notifications_dropped_total{alertmanager=\""
                    + "http://"
                    + again.address()
                    + "/api/v2/alerts\"} 0.0");
      }
    } finally {
      alertmanager.close();
    }
  }
}
