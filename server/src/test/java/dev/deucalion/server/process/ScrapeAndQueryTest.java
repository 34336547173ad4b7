package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrapeAndQueryTest {
  @TempDir private Path dir;
  private TestExporter exporter;

  @BeforeEach
  void startExporter() throws IOException {
    exporter =
        TestExporter.start(scrape ->
            """
            # HELP test_scrapes_total How often this was asked.
            # TYPE test_scrapes_total counter
            test_scrapes_total %d
            # TYPE test_constant gauge
            test_constant{name="a"} 1.5
            test_constant{name="b"} +Inf
            """
                .formatted(scrape));
  }

  @AfterEach
  void stopExporter() {
    exporter.close();
  }

  private void writeConfig(String job) throws IOException {
    Files.writeString(
        dir.resolve("p.yml"),
        """
        global: {scrape_interval: 200ms}
        scrape_configs:
        - job_name: %s
          static_configs: [{targets: ["%s"]}]
        """
            .formatted(job, exporter.address()));
  }

  private static void awaitValues(ServerProcess server, String query, String... values) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(server.values(query)).containsExactly(values));
  }

  @Test
  void scrapesAnswersReloadsAndStops() throws IOException, InterruptedException {
    writeConfig("one");
    try (ServerProcess server =
        ServerProcess.start(dir, "--config.file=p.yml", "--web.enable-lifecycle").awaitReady()) {
      awaitValues(server, "up{job=\"one\"}", "1");
      awaitValues(server, "sort(test_constant)", "1.5", "+Inf");
      awaitValues(server, "increase(test_scrapes_total[1m]) > bool 0", "1");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(server.get("/api/v1/targets").body()).contains("\"health\":\"up\""));
      assertThat(server.get("/api/v1/metadata?metric=test_scrapes_total").body())
          .contains("How often this was asked.");
      assertThat(server.get("/api/v1/status/config").body()).contains("job_name: one");

      writeConfig("two");
      assertThat(server.post("/-/reload").statusCode()).isEqualTo(200);
      awaitValues(server, "up{job=\"two\"}", "1");

      writeConfig("three");
      server.signal("HUP");
      awaitValues(server, "up{job=\"three\"}", "1");

      Files.writeString(dir.resolve("p.yml"), "bogus: 1\n");
      HttpResponse<String> refused = server.post("/-/reload");
      assertThat(refused.statusCode()).isEqualTo(500);
      assertThat(refused.body()).contains("p.yml:1:1: field bogus not found");
      assertThat(server.get("/api/v1/status/config").body()).contains("job_name: three");
      assertThat(server.get("/metrics").body())
          .contains("prometheus_config_last_reload_successful 0");
      assertThat(server.get("/api/v1/notifications").body())
          .contains("\"text\":\"Configuration reload has failed.\"")
          .doesNotContain("starting");

      server.signal("TERM");
      assertThat(server.awaitExit()).isZero();
      assertThat(server.log()).contains("See you next time!").doesNotContain("stack=");
    }
    try (ServerProcess again = ServerProcess.start(dir).awaitReady()) {
      assertThat(again.values("count_over_time(up{job=\"one\"}[10m]) > bool 0"))
          .containsExactly("1");
      assertThat(again.values("count(last_over_time(test_constant{job=\"two\"}[10m]))"))
          .containsExactly("2");
    }
  }

  @Test
  void withoutConfigurationItScrapesItself() throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.start(dir, "--web.enable-lifecycle").awaitReady()) {
      assertThat(server.log()).contains("No configuration file, using the built-in configuration");
      await()
          // The first scrape, within 15 seconds, may fail on a machine that is very busy.
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(() -> {
            assertThat(server.get("/api/v1/targets").body()).contains("\"health\":\"up\"");
            assertThat(server.values("prometheus_ready")).containsExactly("1");
            assertThat(server.values("prometheus_build_info")).containsExactly("1");
          });
      assertThat(server.post("/-/quit").statusCode()).isEqualTo(200);
      assertThat(server.awaitExit()).isZero();
    }
  }

  @Test
  void intervalsOfItsOwnMetricsAreWrittenAsByPrometheus() throws IOException, InterruptedException {
    String config =
        """
        scrape_configs:
        - job_name: slow
          scrape_interval: 1m
          scrape_timeout: %ds
          static_configs: [{targets: ["%s"]}]
        """;
    Path file = dir.resolve("p.yml");
    Files.writeString(file, config.formatted(10, exporter.address()));
    try (ServerProcess server =
        ServerProcess.start(dir, "--config.file=p.yml", "--web.enable-lifecycle").awaitReady()) {
      Files.writeString(file, config.formatted(9, exporter.address()));
      assertThat(server.post("/-/reload").statusCode()).isEqualTo(200);
      await()
          .atMost(Duration.ofSeconds(40))
          .pollInterval(Duration.ofMillis(100))
          .untilAsserted(() ->
              assertThat(server.get("/metrics").body())
                  .contains("prometheus_target_interval_length_seconds_count{interval=\"1m0s\"}")
                  .contains("prometheus_target_reload_length_seconds_count{interval=\"1m0s\"} 1"));
    }
  }

  @Test
  void itsOwnMetricsComeInBothFormats() throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.start(dir).awaitReady()) {
      HttpResponse<String> text = server.get("/metrics");
      assertThat(text.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
      for (String name : namesThatDashboardsNeed()) {
        assertThat(text.body()).contains("\n" + name);
      }
      HttpResponse<String> open = server.get("/metrics", "application/openmetrics-text");
      assertThat(open.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/openmetrics-text");
      assertThat(open.body())
          .endsWith("# EOF\n")
          .contains("size_bytes_bucket{handler=\"/metrics\",le=\"100.0\"}");
      assertThat(server.get("/metrics").body())
          .contains("size_bytes_bucket{handler=\"/metrics\",le=\"100\"}")
          .contains("size_bytes_bucket{handler=\"/metrics\",le=\"1e+07\"}");
    }
  }

  private static List<String> namesThatDashboardsNeed() {
    return List.of(
        "process_start_time_seconds ",
        "process_resident_memory_bytes ",
        "prometheus_build_info{",
        "prometheus_ready 1",
        "prometheus_config_last_reload_successful 1",
        "prometheus_engine_queries ",
        "prometheus_engine_queries_concurrent_max 20",
        "prometheus_engine_query_duration_seconds_count{slice=\"inner_eval\"}",
        "prometheus_engine_query_duration_seconds{slice=\"inner_eval\",quantile=\"0.9\"}",
        "prometheus_engine_query_duration_seconds{slice=\"prepare_time\",quantile=\"0.99\"}",
        "prometheus_engine_query_duration_seconds{slice=\"queue_time\",quantile=\"0.5\"}",
        "prometheus_engine_query_duration_seconds{slice=\"result_sort\",quantile=\"0.5\"}",
        "prometheus_http_requests_total{",
        "prometheus_http_request_duration_seconds_bucket{",
        "prometheus_notifications_queue_capacity 10000",
        "prometheus_rule_group_duration_seconds_count 0",
        "prometheus_sd_discovered_targets{config=\"prometheus\",name=\"scrape\"} 1",
        "prometheus_target_interval_length_seconds",
        "prometheus_target_metadata_cache_entries{",
        "prometheus_target_scrape_pool_exceeded_label_limits_total ",
        "prometheus_target_scrape_pool_exceeded_target_limit_total ",
        "prometheus_target_scrapes_exceeded_body_size_limit_total ",
        "prometheus_target_scrapes_exceeded_sample_limit_total ",
        "prometheus_target_scrapes_sample_duplicate_timestamp_total ",
        "prometheus_target_scrapes_sample_out_of_bounds_total ",
        "prometheus_target_scrapes_sample_out_of_order_total ",
        "prometheus_target_sync_failed_total{",
        "prometheus_target_sync_length_seconds_sum{",
        "prometheus_sd_kubernetes_failures_total 0",
        "prometheus_tsdb_clean_start 1",
        "prometheus_tsdb_compactions_failed_total ",
        "prometheus_tsdb_head_chunks ",
        "prometheus_tsdb_head_samples_appended_total{type=\"float\"}",
        "prometheus_tsdb_head_series ",
        "prometheus_tsdb_lowest_timestamp_seconds ",
        "prometheus_tsdb_reloads_failures_total ",
        "prometheus_tsdb_wal_segment_current ");
  }
}
