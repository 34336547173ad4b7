package dev.deucalion.server.process;

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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that tells an Alertmanager of its alerts. */
class AlertmanagersTest {
  private static final String PATH = "/am/api/v2/alerts";

  @TempDir private Path dir;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private HttpServer alertmanager;

  @BeforeEach
  void start() throws IOException {
    alertmanager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    alertmanager.createContext(
        PATH,
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    alertmanager.start();
    Files.writeString(
        dir.resolve("rules.yml"),
        """
        groups:
        - name: g
          rules:
          - {alert: DeadMansSwitch, expr: vector(1), labels: {severity: none}}
        """);
  }

  @AfterEach
  void stop() {
    alertmanager.stop(0);
  }

  private String address() {
    return "127.0.0.1:" + alertmanager.getAddress().getPort();
  }

  private void writeConfig(String alertmanagers) throws IOException {
    Files.writeString(
        dir.resolve("p.yml"),
        """
        global: {evaluation_interval: 200ms, external_labels: {region: eu}}
        rule_files: [rules.yml]
        alerting:
          alert_relabel_configs: [{regex: severity, action: labeldrop}]
          alertmanagers: %s
        """
            .formatted(alertmanagers));
  }

  private static void awaiting(ThrowingConsumer<String> check, ServerProcess server, String path) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> check.accept(server.get(path).body()));
  }

  @Test
  void areToldOfAlertsAndFollowTheConfiguration() throws IOException, InterruptedException {
    writeConfig(
        """
        [{path_prefix: am,
          file_sd_configs: [{files: [am.json]}],
          relabel_configs: [{source_labels: [__address__], regex: 'drop:1', action: drop}]}]\
        """);
    Files.writeString(
        dir.resolve("am.json"), "[{\"targets\": [\"" + address() + "\", \"drop:1\"]}]");
    String url = "http://" + address() + PATH;
    try (ServerProcess server =
        ServerProcess.start(
                dir,
                "--config.file=p.yml",
                "--web.enable-lifecycle",
                // The alert may fire before the file is read.
                "--rules.alert.resend-delay=200ms")
            .awaitReady()) {
      await().atMost(Duration.ofSeconds(60)).until(() -> !bodies.isEmpty());
      assertThat(bodies.getFirst())
          .contains("\"labels\":{\"alertname\":\"DeadMansSwitch\",\"region\":\"eu\"}")
          .contains("/graph?g0.expr=vector%281%29&g0.tab=1\"");
      assertThat(server.get("/api/v1/alertmanagers").body())
          .contains("\"activeAlertmanagers\":[{\"url\":\"" + url + "\"}]")
          .contains("\"droppedAlertmanagers\":[{\"url\":\"http://drop:1" + PATH + "\"}]");
      String metric = "prometheus_notifications_";
      String label = "{alertmanager=\"" + url + "\"}";
      awaiting(
          metrics ->
              assertThat(metrics)
                  .contains(metric + "sent_total" + label)
                  .doesNotContain(metric + "sent_total" + label + " 0.0")
                  .contains(metric + "errors_total" + label + " 0.0")
                  .contains(metric + "dropped_total" + label + " 0.0")
                  .contains(metric + "queue_length" + label + " 0.0")
                  .contains(metric + "queue_capacity 10000.0")
                  .contains(metric + "alertmanagers_discovered 1.0")
                  .contains(metric + "latency_seconds_count" + label)
                  .contains(
                      "prometheus_sd_discovered_targets{config=\"config-0\",name=\"notify\"} 2"),
          server,
          "/metrics");

      writeConfig("[]");
      assertThat(server.post("/-/reload").statusCode()).isEqualTo(200);
      assertThat(server.get("/api/v1/alertmanagers").body())
          .contains("{\"activeAlertmanagers\":[],\"droppedAlertmanagers\":[]}");
      server.signal("TERM");
      assertThat(server.awaitExit()).isZero();
    }
  }
}
