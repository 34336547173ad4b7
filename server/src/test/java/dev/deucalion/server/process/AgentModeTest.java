package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as an agent. */
class AgentModeTest {
  @TempDir private Path dir;

  private void writeConfig(TestExporter exporter) throws IOException {
    Files.writeString(
        dir.resolve("p.yml"),
        """
        global: {scrape_interval: 200ms}
        scrape_configs:
        - job_name: one
          static_configs: [{targets: ["%s"]}]
        """
            .formatted(exporter.address()));
  }

  private static void awaitMetric(ServerProcess agent, String line) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(agent.get("/metrics").body()).containsPattern(line));
  }

  @Test
  void scrapesIntoItsLogAndAnswersNoQueries() throws IOException, InterruptedException {
    try (TestExporter exporter = TestExporter.start(scrape -> "a{x=\"1\"} " + scrape + "\n")) {
      writeConfig(exporter);
      // 5 of the scrape itself beside the exporter's one.
      String series = "(?m)^prometheus_agent_active_series 6(\\.0)?$";
      try (ServerProcess agent =
          ServerProcess.start(dir, "--agent", "--config.file=p.yml").awaitReady()) {
        assertThat(agent.log()).contains("mode=agent");
        awaitMetric(agent, series);
        awaitMetric(agent, "(?m)^prometheus_agent_samples_appended_total\\{type=\"float\"} \\d\\d");
        String metrics = agent.get("/metrics").body();
        assertThat(metrics)
            .contains("prometheus_tsdb_wal_segment_current")
            .doesNotContain("prometheus_tsdb_head_series");
        assertThat(agent.get("/api/v1/targets").body()).contains("\"health\":\"up\"");
        assertThat(agent.get("/api/v1/query?query=up").body())
            .contains("unavailable with Prometheus Agent");
        assertThat(agent.get("/api/v1/features").body()).contains("\"agent_mode\":true");
        assertThat(agent.get("/federate?match[]=up").statusCode()).isEqualTo(500);
        agent.signal("TERM");
        assertThat(agent.awaitExit()).isZero();
      }
      assertThat(dir.resolve("data-agent/wal/00000000")).isNotEmptyFile();
      assertThat(dir.resolve("data-agent/lock")).doesNotExist();
      assertThat(dir.resolve("data")).doesNotExist();
      try (ServerProcess again =
          ServerProcess.start(dir, "--agent", "--config.file=p.yml").awaitReady()) {
        assertThat(again.log()).contains("Agent WAL storage started").contains("series=6");
        awaitMetric(again, series);
      }
    }
  }

  @Test
  void sendsOnWhatItScrapes() throws IOException, InterruptedException {
    try (TestExporter exporter = TestExporter.start(scrape -> "a{x=\"1\"} 7\n");
        ServerProcess receiver =
            ServerProcess.start(dir, "--web.enable-remote-write-receiver").awaitReady()) {
      writeConfig(exporter);
      Files.writeString(
          dir.resolve("p.yml"),
          "remote_write: [{url: 'http://127.0.0.1:%d/api/v1/write'}]\n".formatted(receiver.port()),
          StandardOpenOption.APPEND);
      try (ServerProcess _ =
          ServerProcess.start(dir, "--agent", "--config.file=p.yml").awaitReady()) {
        await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(100))
            .untilAsserted(
                () -> assertThat(receiver.values("a{job=\"one\",x=\"1\"}")).containsExactly("7"));
      }
    }
  }

  @Test
  void sendsExemplarsByTheSecondVersionToo() throws IOException, InterruptedException {
    String exemplars = "--enable-feature=exemplar-storage";
    try (TestExporter exporter =
            TestExporter.startOpenMetrics(scrape ->
                "# TYPE a counter\na_total %d # {t=\"%d\"} 0.5\n# EOF\n"
                    .formatted(scrape, scrape));
        ServerProcess receiver =
            ServerProcess.start(dir, "--web.enable-remote-write-receiver", exemplars)
                .awaitReady()) {
      writeConfig(exporter);
      Files.writeString(
          dir.resolve("p.yml"),
          """
          remote_write:
          - url: 'http://127.0.0.1:%d/api/v1/write'
            protobuf_message: io.prometheus.write.v2.Request
            send_exemplars: true
          """
              .formatted(receiver.port()),
          StandardOpenOption.APPEND);
      try (ServerProcess agent =
          ServerProcess.start(dir, "--agent", "--config.file=p.yml", exemplars).awaitReady()) {
        await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(100))
            .untilAsserted(() ->
                assertThat(receiver.get("/api/v1/query_exemplars?query=a_total").body())
                    .containsPattern("\"labels\":\\{\"t\":\"\\d+\"}"));
        assertThat(agent.get("/metrics").body())
            .containsPattern("(?m)^prometheus_remote_storage_exemplars_failed_total\\{.*} 0")
            .containsPattern("(?m)^prometheus_remote_storage_samples_failed_total\\{.*} 0");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alerting: {alertmanagers: [{static_configs: [{targets: [x]}]}]} | alerting",
        "rule_files: [x.yml] | rule_files",
        "remote_read: [{url: 'http://x'}] | remote_read"
      })
  void refusesSectionsOfServers(String section, String name)
      throws IOException, InterruptedException {
    Files.writeString(dir.resolve("p.yml"), section + "\n");
    try (ServerProcess agent = ServerProcess.start(dir, "--agent", "--config.file=p.yml")) {
      assertThat(agent.awaitExit()).isEqualTo(2);
      assertThat(agent.log()).contains("field " + name + " is not allowed in agent mode");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "--storage.tsdb.path=x; 3; can not be used in agent mode: [\"--storage.tsdb.path\"]",
        "--storage.agent.wal-segment-size=1MB; 1; 'storage.agent.wal-segment-size' must be set",
        "--storage.agent.checkpoint-batch-size=0; 1; batch-size must be greater than 0."
      })
  void refusesFlags(String flag, int exitCode, String text)
      throws IOException, InterruptedException {
    try (ServerProcess agent = ServerProcess.start(dir, "--agent", flag)) {
      assertThat(agent.awaitExit()).isEqualTo(exitCode);
      assertThat(agent.log()).contains(text);
    }
  }
}
