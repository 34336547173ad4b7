package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Completion among 100,000 metrics of 1,000,000 series, of which ten targets tell types and help;
 * prints how long each key takes.
 */
@Tag("interop")
class CompletionAtScaleTest {
  private static final int METRICS = 100_000;
  private static final int TARGETS = 10;
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

  private static List<MetricMetadata> metadata() {
    List<MetricMetadata> metrics = new ArrayList<>();
    for (int i = 0; i < METRICS; i++) {
      metrics.add(new MetricMetadata(metric(i), "counter", "What is counted under " + i, ""));
    }
    return metrics;
  }

  /** Types a query key by key and returns the last answer. */
  private static String type(ServerFixture http, String what, String query) {
    double[] milliseconds = new double[query.length()];
    String answer = "";
    for (int length = 1; length <= query.length(); length++) {
      String typed = URLEncoder.encode(query.substring(0, length), StandardCharsets.UTF_8);
      long begin = System.nanoTime();
      answer = http.post("/api/v1/editor/complete", "limit=95&query=" + typed).body();
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
      }
    }
  }
}
