package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.deucalion.model.time.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people are alerted of by the rules that Prometheus' mixin has for Prometheus itself comes to
 * pass when its cause does: the conditions are those of the alerts, over windows of seconds, and
 * the server scrapes itself. Failed merges of blocks, and what a server cannot say of itself, have
 * tests of their own. Prometheus gives its queues a label for each Alertmanager and their capacity
 * none, so the condition that compares the two leaves it out.
 *
 * <p>Among the tests with peers, since it takes half a minute of real time: how many shards a queue
 * wants is worked out every 10 seconds.
 */
@Tag("interop")
class MixinAlertsTest {
  /** A port that nobody listens on. */
  private static final String NOBODY = "127.0.0.1:1";

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path dir;
  private final List<TestExporter> exporters = new ArrayList<>();
  private HttpServer remote;

  @BeforeEach
  void startRemote() throws IOException {
    remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    remote.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
    answer("/refused", 400, 0);
    answer("/slow", 200, 500);
    answer("/read", 500, 1_000);
    remote.start();
  }

  private void answer(String path, int status, long afterMs) {
    remote.createContext(
        path,
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          try {
            TimeUnit.MILLISECONDS.sleep(afterMs);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
  }

  @AfterEach
  void stop() {
    exporters.forEach(TestExporter::close);
    remote.stop(0);
  }

  private String exporter(String body) throws IOException {
    TestExporter exporter =
        TestExporter.start(_ -> {
          long nowMs = Clock.SYSTEM.nowMs();
          return body.replace("NOW", "" + nowMs).replace("BEFORE", "" + (nowMs - 1_000));
        });
    exporters.add(exporter);
    return exporter.address();
  }

  private String job(String name, String body, String more) throws IOException {
    return "- {job_name: %s, static_configs: [{targets: [\"%s\"]}]%s}\n"
        .formatted(name, exporter(body), more);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(dir.resolve(file), text);
  }

  private void writeConfig(String alertmanagers) throws IOException {
    String url = "http://127.0.0.1:" + remote.getAddress().getPort();
    String jobs =
        job("twice", "m 1\nm 2\n", "")
            + job("back", "m 1 NOW\nm 2 BEFORE\n", "")
            + job("long", "m{a=\"b\"} 1\n", ", body_size_limit: 5B")
            + job("many", "m 1\nn 1\n", ", sample_limit: 1")
            + job("labels", "m{a=\"1\",b=\"2\",c=\"3\"} 1\n", ", label_limit: 2");
    write(
        "p.yml",
        """
        global: {scrape_interval: 200ms, evaluation_interval: 200ms}
        rule_files: [rules.yml]
        alerting: {alertmanagers: [%s]}
        remote_read:
        - {url: %s/read, read_recent: true, required_matchers: {slow: "yes"}}
        remote_write:
        - {url: %s/refused, name: refused}
        - {url: "http://%s/", name: nobody}
        - url: %s/slow
          name: slow
          queue_config: {max_shards: 1, max_samples_per_send: 1, capacity: 10}
        scrape_configs:
        - {job_name: self, scrape_interval: 500ms, file_sd_configs: [{files: [self.json]}]}
        - {job_name: few, target_limit: 1, file_sd_configs: [{files: [few.json]}]}
        - {job_name: wrong, file_sd_configs: [{files: [wrong.json]}]}
        - {job_name: http, http_sd_configs: [{url: "http://%s", refresh_interval: 1s}]}
        - {job_name: pods, kubernetes_sd_configs: [{role: pod, api_server: "http://%s"}]}
        """
                .formatted(alertmanagers, url, url, NOBODY, url, NOBODY, NOBODY)
            + jobs);
  }

  /** Rules whose evaluations take longer than their interval, that fail, and alerts to send. */
  private void writeRules() throws IOException {
    write(
        "rules.yml",
        """
        groups:
        - {name: slow, rules: [{record: a, expr: 'm{slow="yes"}'}]}
        - {name: slower, rules: [{record: b, expr: 'm{slow="yes"}'}]}
        - name: wrong
          rules: [{record: c, expr: 'label_replace(label_replace(up, "job", "", "", ""), "instance", "", "", "")'}]
        - name: alerts
          rules: [{alert: A, expr: 'count_values("v", vector(time()))'}]
        """);
  }

  private static String increases(String metric) {
    return "increase(" + metric + "[5s]) > 0";
  }

  /** The conditions of the mixin's alerts by their names. */
  private static Map<String, String> conditions() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("SDRefreshFailure", increases("prometheus_sd_refresh_failures_total"));
    all.put("KubernetesListWatchFailures", increases("prometheus_sd_kubernetes_failures_total"));
    all.put(
        "NotificationQueueRunningFull",
        "predict_linear(prometheus_notifications_queue_length[5s], 60 * 30)"
            + " > ignoring (alertmanager)"
            + " min_over_time(prometheus_notifications_queue_capacity[5s])");
    String failing =
        "rate(prometheus_notifications_errors_total[5s])"
            + " / rate(prometheus_notifications_sent_total[5s])";
    all.put("ErrorSendingAlertsToSomeAlertmanagers", failing + " * 100 > 1");
    all.put(
        "ErrorSendingAlertsToAnyAlertmanager",
        "min without (alertmanager) (" + failing + ") * 100 > 3");
    all.put(
        "DuplicateTimestamps",
        "rate(prometheus_target_scrapes_sample_duplicate_timestamp_total[5s]) > 0");
    all.put(
        "OutOfOrderTimestamps",
        "rate(prometheus_target_scrapes_sample_out_of_order_total[5s]) > 0");
    String failed =
        "(rate(prometheus_remote_storage_failed_samples_total[5s])"
            + " or rate(prometheus_remote_storage_samples_failed_total[5s]))";
    all.put(
        "RemoteStorageFailures",
        failed
            + " / ("
            + failed
            + " + (rate(prometheus_remote_storage_succeeded_samples_total[5s])"
            + " or rate(prometheus_remote_storage_samples_total[5s]))) * 100 > 1");
    all.put(
        "RemoteWriteBehind",
        "max_over_time(prometheus_remote_storage_queue_highest_timestamp_seconds[5s])"
            + " - max_over_time(prometheus_remote_storage_queue_highest_sent_timestamp_seconds[5s])"
            + " > 120");
    all.put("RuleFailures", increases("prometheus_rule_evaluation_failures_total"));
    all.put("MissingRuleEvaluations", increases("prometheus_rule_group_iterations_missed_total"));
    all.put(
        "TargetLimitHit", increases("prometheus_target_scrape_pool_exceeded_target_limit_total"));
    all.put(
        "LabelLimitHit", increases("prometheus_target_scrape_pool_exceeded_label_limits_total"));
    all.put(
        "ScrapeBodySizeLimitHit",
        increases("prometheus_target_scrapes_exceeded_body_size_limit_total"));
    all.put(
        "ScrapeSampleLimitHit", increases("prometheus_target_scrapes_exceeded_sample_limit_total"));
    all.put("TargetSyncFailure", increases("prometheus_target_sync_failed_total"));
    all.put(
        "HighQueryLoad",
        "avg_over_time(prometheus_engine_queries[5s])"
            + " / max_over_time(prometheus_engine_queries_concurrent_max[5s]) > 0.8");
    all.put(
        "RemoteWriteDesiredShards",
        "max_over_time(prometheus_remote_storage_shards_desired[5s])"
            + " > max_over_time(prometheus_remote_storage_shards_max[5s])");
    return all;
  }

  /** Waits until each condition has been there at some time. */
  private static void awaitAll(ServerProcess server, Map<String, String> conditions) {
    Map<String, String> missing = new LinkedHashMap<>(conditions);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> {
          for (String alert : List.copyOf(missing.keySet())) {
            if (!server.query("max_over_time((" + missing.get(alert) + ")[3m:200ms])").isEmpty()) {
              missing.remove(alert);
            }
          }
          assertThat(missing).isEmpty();
        });
  }

  private static String targets(String... targets) {
    return "[{\"targets\": [\"" + String.join("\", \"", targets) + "\"]}]";
  }

  @Test
  void eachComesToPassByItsCause() throws Exception {
    writeConfig("{static_configs: [{targets: [\"" + NOBODY + "\"]}]}");
    writeRules();
    write("few.json", targets(NOBODY));
    write("wrong.json", targets(NOBODY));
    write("self.json", "[]");
    try (ServerProcess server =
        ServerProcess.start(
                dir,
                "--config.file=p.yml",
                "--query.max-concurrency=2",
                "--alertmanager.notification-queue-capacity=1500")
            .awaitReady()) {
      write("self.json", targets("127.0.0.1:" + server.port()));
      String ready = "count_over_time(prometheus_target_scrape_pool_targets[1m]) > 2";
      awaitAll(server, Map.of("scrapes itself", ready));
      write("few.json", targets(NOBODY, "127.0.0.1:2"));
      write("wrong.json", targets(NOBODY, "http://127.0.0.1/"));
      awaitAll(server, conditions());
      requireMetricsOfBlocks(server);

      writeConfig("");
      server.signal("HUP");
      awaitAll(
          server,
          Map.of(
              "NotConnectedToAlertmanagers",
              "max_over_time(prometheus_notifications_alertmanagers_discovered[2s]) < 1"));
      write("p.yml", "global: {scrape_interval: none}\n");
      server.signal("HUP");
      awaitAll(
          server,
          Map.of("BadConfig", "max_over_time(prometheus_config_last_reload_successful[2s]) == 0"));
    }
  }

  private static void requireMetricsOfBlocks(ServerProcess server) throws Exception {
    HttpResponse<String> metrics = server.get("/metrics");
    assertThat(metrics.body())
        .contains(
            "prometheus_tsdb_reloads_failures_total ", "prometheus_tsdb_compactions_failed_total ");
  }
}
