package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts go to Debian's Alertmanager, also to one that was killed and started again. */
@Tag("interop")
class AlertmanagerTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Long enough for an Alertmanager to be killed and started while the alert fires. */
  private static final long FIRING_SECONDS = 25;

  @TempDir private Path directory;

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
    long untilSeconds = Clock.SYSTEM.nowMs() / 1_000 + FIRING_SECONDS;
    Files.writeString(
        directory.resolve("rules.yml"),
        """
        groups:
        - name: g
          rules:
          - alert: ForAWhile
            expr: vector(time()) < %d
            labels: {severity: page}
            annotations: {summary: "half is {{ 0.5 | humanizePercentage }}"}
          - alert: DeadMansSwitch
            expr: vector(1)
        """
            .formatted(untilSeconds));
    Path config =
        Files.writeString(
            directory.resolve("deucalion.yml"),
            """
            global: {evaluation_interval: 1s, external_labels: {region: eu}}
            rule_files: [rules.yml]
            alerting: {alertmanagers: [{static_configs: [{targets: ['%s']}]}]}
            """
                .formatted(alertmanager.address()));
    try (Peer server = Peers.deucalion(directory, config, "--rules.alert.resend-delay=1s")) {
      awaitAlert(alertmanager, "ForAWhile");
      assertThat(alerts(alertmanager))
          .contains("\"region\":\"eu\"", "\"severity\":\"page\"", "half is 50%");
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
        awaitAlert(again, "DeadMansSwitch");
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
