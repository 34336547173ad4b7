package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesTest {
  @TempDir private Path dir;

  @BeforeEach
  void writeConfig() throws IOException {
    Files.writeString(
        dir.resolve("p.yml"),
        """
        global: {evaluation_interval: 200ms}
        rule_files: [rules/*.yml]
        """);
    Files.createDirectories(dir.resolve("rules"));
  }

  private void writeRules(String rules) throws IOException {
    Files.writeString(dir.resolve("rules/a.yml"), rules);
  }

  private static void awaiting(ThrowingConsumer<String> check, ServerProcess server, String path) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> check.accept(server.get(path).body()));
  }

  @Test
  void recordsAlertsAndReloads() throws IOException, InterruptedException {
    writeRules(
        """
        groups:
        - name: g
          rules:
          - {record: 'one:plus:one', expr: 1 + 1}
          - {alert: DeadMansSwitch, expr: vector(1), labels: {severity: none}}
        """);
    try (ServerProcess server =
        ServerProcess.start(dir, "--config.file=p.yml", "--web.enable-lifecycle").awaitReady()) {
      awaiting(
          alerts -> assertThat(alerts).contains("DeadMansSwitch", "\"state\":\"firing\""),
          server,
          "/api/v1/alerts");
      awaiting(
          body -> assertThat(body).contains("\"2\""), server, "/api/v1/query?query=one:plus:one");
      awaiting(
          body -> assertThat(body).contains("\"alertstate\":\"firing\",\"severity\":\"none\""),
          server,
          "/api/v1/query?query=ALERTS");
      assertThat(server.get("/api/v1/rules").body())
          .contains("\"file\":\"rules/a.yml\"", "\"health\":\"ok\"")
          .doesNotContain("lastError");
      assertThat(server.get("/metrics").body())
          .contains("prometheus_rule_group_rules{rule_group=\"rules/a.yml;g\"} 2.0")
          .contains("prometheus_rule_group_iterations_missed_total{rule_group=\"rules/a.yml;g\"}");

      writeRules("groups: [{name: g, rules: [{record: a, expr: 'rate('}]}]\n");
      HttpResponse<String> refused = server.post("/-/reload");
      assertThat(refused.statusCode()).isEqualTo(500);
      assertThat(server.log()).contains("rules/a.yml:1:40: group");
      assertThat(server.get("/api/v1/rules").body()).contains("one:plus:one");

      writeRules("groups: [{name: g, rules: [{record: a, expr: 3}]}]\n");
      assertThat(server.post("/-/reload").statusCode()).isEqualTo(200);
      awaiting(body -> assertThat(body).contains("\"3\""), server, "/api/v1/query?query=a");
      awaiting(
          body -> assertThat(body).contains("\"result\":[]"), server, "/api/v1/query?query=ALERTS");
      server.signal("TERM");
      assertThat(server.awaitExit()).isZero();
    }
  }

  @Test
  void noServerStartsOnRulesThatCannotBeUsed() throws IOException, InterruptedException {
    writeRules("groups: [{name: g, rules: [{record: a}]}]\n");
    try (ServerProcess server = ServerProcess.start(dir, "--config.file=p.yml")) {
      assertThat(server.awaitExit()).isEqualTo(2);
      assertThat(server.log()).contains("field 'expr' must be set in rule");
    }
  }
}
