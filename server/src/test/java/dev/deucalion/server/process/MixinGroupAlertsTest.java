package dev.deucalion.server.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the rules of Prometheus' mixin say of a server that cannot say it of itself, and of groups
 * of servers: one server scrapes another, which ingests nothing, is killed and stays down. The
 * conditions are those of the alerts, over windows of seconds.
 */
@Tag("interop")
class MixinGroupAlertsTest {
  private static final String INGESTED =
      "sum without (type) (rate(prometheus_tsdb_head_samples_appended_total[5s]))";
  private static final String HAS_WORK =
      "(sum without (scrape_job) (prometheus_target_metadata_cache_entries) > 0"
          + " or sum without (rule_group) (prometheus_rule_group_rules) > 0)";
  private static final String NOT_INGESTING = INGESTED + " <= 0 and " + HAS_WORK;
  private static final String GROUP_NOT_INGESTING =
      "max by (group) (" + INGESTED + " and " + HAS_WORK + ") <= 0";
  private static final String GROUP_DOWN =
      "count by (group) (avg_over_time(up[5s]) < 0.5) / count by (group) (up) > 0.5";
  private static final String GROUP_CRASHLOOPING =
      "count by (group) (prometheus_tsdb_clean_start == 0"
          + " and changes(process_start_time_seconds[1h]) > 1) / count by (group) (up) > 0.5";

  @TempDir private Path dir;
  private Path idle = Path.of("");
  private Path watcher = Path.of("");

  @BeforeEach
  void writeFiles() throws IOException {
    idle = Files.createDirectory(dir.resolve("idle"));
    watcher = Files.createDirectory(dir.resolve("watcher"));
    Files.writeString(
        idle.resolve("p.yml"), "{global: {evaluation_interval: 200ms}, rule_files: [rules.yml]}\n");
    Files.writeString(
        idle.resolve("rules.yml"), "groups: [{name: g, rules: [{record: a, expr: nothing}]}]\n");
    Files.writeString(watcher.resolve("targets.json"), "[]");
    Files.writeString(
        watcher.resolve("p.yml"),
        """
        global: {scrape_interval: 200ms}
        scrape_configs: [{job_name: watched, file_sd_configs: [{files: [targets.json]}]}]
        """);
  }

  private ServerProcess startIdle() throws Exception {
    ServerProcess server = ServerProcess.start(idle, "--config.file=p.yml").awaitReady();
    Files.writeString(
        watcher.resolve("targets.json"),
        "[{\"targets\": [\"127.0.0.1:%d\"], \"labels\": {\"instance\": \"a\", \"group\": \"g\"}}]"
            .formatted(server.port()));
    return server;
  }

  private static void awaitTrue(ServerProcess server, String condition) {
    await(condition)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !server.query(condition).isEmpty());
  }

  /** How often the watched server was seen to have started. */
  private static void awaitStarts(ServerProcess server, int count) {
    awaitTrue(server, "changes(process_start_time_seconds[1h]) >= " + (count - 1));
  }

  @Test
  void serversAreWatchedByOthers() throws Exception {
    try (ServerProcess watching =
        ServerProcess.start(watcher, "--config.file=p.yml").awaitReady()) {
      for (int start = 1; start < 3; start++) {
        try (ServerProcess server = startIdle()) {
          awaitStarts(watching, start);
          if (start == 1) {
            awaitTrue(watching, NOT_INGESTING);
            awaitTrue(watching, GROUP_NOT_INGESTING);
          }
          server.kill();
        }
      }
      try (ServerProcess _ = startIdle()) {
        awaitStarts(watching, 3);
        awaitTrue(watching, GROUP_CRASHLOOPING);
      }
      awaitTrue(watching, GROUP_DOWN);
    }
  }
}
