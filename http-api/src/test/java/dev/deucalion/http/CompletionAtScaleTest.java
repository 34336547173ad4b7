package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.http.source.MetadataSource.MetricMetadata;
import dev.deucalion.http.source.MetadataSource.TargetMetadata;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Completion among 100,000 metrics of 1,000,000 series, of which ten targets tell types and help,
 * asked as the page asks and by a clock that makes what is known old again and again; prints how
 * long each key takes.
 */
@Tag("interop")
class CompletionAtScaleTest {
  private static final int METRICS = 100_000;
  private static final int TARGETS = 10;

  /** What the page sends with a panel of one hour whose end is now. */
  private static final long RANGE_MS = 3_600_000;

  /** Between two keys: names are old after each one, types and help after every second one. */
  private static final long STEP_MS = 31_000;

  private static final List<String> SUBJECTS = List.of("http", "grpc", "node", "queue", "disk");
  private static final List<String> THINGS = List.of("requests", "errors", "bytes", "evictions");

  private static String metric(int i) {
    return SUBJECTS.get(i % SUBJECTS.size()) + "_" + THINGS.get(i / 5 % THINGS.size()) + "_" + i;
  }

  private static void fill(Tsdb store) throws IOException {
    for (int target = 0; target < TARGETS; target++) {
      try (Appender batch = store.appender()) {
        for (int i = 0; i < METRICS; i++) {
          Labels labels =
              Labels.of("__name__", metric(i) + "_total", "instance", "host-" + target, "job", "j");
          batch.append(batch.seriesRef(labels), FakeProgram.NOW_MS - 1_000, i);
        }
        batch.commit();
      }
    }
  }

  private static void addMetric(Tsdb store, long timeMs) throws IOException {
    try (Appender batch = store.appender()) {
      batch.append(batch.seriesRef(Labels.of("__name__", "brand_new_total")), timeMs, 1);
      batch.commit();
    }
  }

  private static List<MetricMetadata> metadata() {
    List<MetricMetadata> metrics = new ArrayList<>();
    for (int i = 0; i < METRICS; i++) {
      metrics.add(new MetricMetadata(metric(i), "counter", "What is counted under " + i, ""));
    }
    return metrics;
  }

  /** Types a query key by key while time stands still; returns the last answer. */
  private static String type(ServerFixture http, String what, String query) {
    return type(http, what, "", query, 0);
  }

  /**
   * Types a query key by key.
   *
   * @param there what stands there already
   * @param stepMs how much time goes by before each key
   * @return the last answer
   */
  private static String type(
      ServerFixture http, String what, String there, String typed, long stepMs) {
    double[] milliseconds = new double[typed.length()];
    String answer = "";
    for (int length = 1; length <= typed.length(); length++) {
      long nowMs = http.program.nowMs + stepMs;
      http.program.nowMs = nowMs;
      String query = there + typed.substring(0, length);
      String form =
          "limit=95&query="
              + URLEncoder.encode(query, StandardCharsets.UTF_8)
              + "&start="
              + (nowMs - RANGE_MS) / 1e3;
      long begin = System.nanoTime();
      answer = http.post("/api/v1/editor/complete", form).body();
      milliseconds[length - 1] = (System.nanoTime() - begin) / 1e6;
    }
    double first = milliseconds[0];
    double[] others = Arrays.copyOfRange(milliseconds, 1, milliseconds.length);
    Arrays.sort(others);
    System.out.printf(
        "%s: first key %.1f ms, median %.1f, slowest of the others %.1f%n",
        what, first, others[others.length / 2], others[others.length - 1]);
    return answer;
  }

  private static ServerFixture server(Tsdb store) {
    ServerFixture http = new ServerFixture(new PromqlEngine(EngineOptions.DEFAULTS), store);
    List<MetricMetadata> metrics = metadata();
    for (int target = 0; target < TARGETS; target++) {
      http.program.said.add(new TargetMetadata(Labels.EMPTY, metrics));
    }
    return http;
  }

  @Test
  void keysFindWhatFitsAmongAMillionSeries() throws IOException {
    try (Tsdb store = Tsdb.inMemory()) {
      fill(store);
      try (ServerFixture first = server(store)) {
        assertThat(type(first, "a metric, the first time", "http_requests_4"))
            .contains("http_requests_40_total\",\"kind\":\"metric\",\"detail\":\"counter\"");
      }
      // Knows nothing from before, but its code is warm.
      try (ServerFixture http = server(store)) {
        assertThat(type(http, "a metric", "sum(rate(http_requests_4"))
            .contains("http_requests_40_total");
        assertThat(type(http, "a word of a metric", "evictions_9995"))
            .contains("disk_evictions_99959_total");
        assertThat(type(http, "a label", "http_requests_40_total{inst")).contains("\"instance\"");
        assertThat(type(http, "a label of any series", "sum by (inst")).contains("\"instance\"");
        String value = "http_requests_40_total{instance=\"";
        assertThat(type(http, "a value of a metric", value, "host-3", 0)).contains("\"host-3\"");
        assertThat(type(http, "a value of any series", "{instance=\"", "host-3", 0))
            .contains("\"host-3\"");
        assertThat(type(http, "a name among values", "{__name__=\"", "http_requests_4", 0))
            .contains("\"http_requests_40_total\"");
      }
    }
  }

  @Test
  void keysFindWhatIsNewWhileWhatIsKnownGrowsOld() throws IOException {
    try (Tsdb store = Tsdb.inMemory()) {
      fill(store);
      try (ServerFixture http = server(store)) {
        type(http, "to be warm", "sum(rate(http_requests_4");
        String metric = "http_requests_40_total";
        assertThat(type(http, "a metric, refreshed", "", metric, STEP_MS)).contains(metric);
        addMetric(store, http.program.nowMs);
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() ->
                type(http, "a new metric, refreshed", "", "brand_new", STEP_MS)
                    .contains("brand_new_total"));
        String value = metric + "{instance=\"";
        assertThat(type(http, "a value of a metric, refreshed", value, "host-3", STEP_MS))
            .contains("\"host-3\"");
      }
    }
  }
}
