package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.http.source.MetadataSource.MetricMetadata;
import dev.deucalion.http.source.MetadataSource.TargetMetadata;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.EngineOptions.MemoryLimits;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /api/v1/editor/*}. */
final class EditorApiTest {
  private final ServerFixture http = new ServerFixture();

  @BeforeEach
  void fill() {
    List<Labels> series = http.program.store.series;
    series.add(Labels.of("__name__", "http_requests_total", "job", "web", "code", "200"));
    series.add(Labels.of("__name__", "rate_limit", "job", "db"));
    series.add(Labels.of("__name__", "dotted.name", "dotted.label", "x"));
    http.program.said.add(
        new TargetMetadata(
            Labels.EMPTY,
            List.of(new MetricMetadata("http_requests", "counter", "Requests answered.", ""))));
  }

  @AfterEach
  void close() {
    http.close();
  }

  private String ask(String endpoint, String query, String more) {
    HttpResponse<String> answer =
        http.get(
            "/api/v1/editor/"
                + endpoint
                + "?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8)
                + more);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private String complete(String query) {
    return ask("complete", query, "");
  }

  @Test
  void metricsComeWithTheirTypeAndHelp() {
    assertThat(complete("sum(http_"))
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"from\":4,\"to\":9,\"context\":\"expression\","
                + "\"items\":[{\"text\":\"http_requests_total\",\"kind\":\"metric\","
                + "\"detail\":\"counter\",\"help\":\"Requests answered.\"}]}}");
  }

  @Test
  void functionsAndMetricsComeTogetherTheBestFirst() {
    assertThat(complete("rate"))
        .containsSubsequence(
            "{\"text\":\"rate\",\"kind\":\"function\",\"detail\":\"rate(range: range vector):"
                + " instant vector\"",
            "{\"text\":\"rate_limit\",\"kind\":\"metric\"",
            "{\"text\":\"irate\",\"kind\":\"function\"");
  }

  @Test
  void labelsAndValuesAreThoseOfTheSelector() {
    assertThat(complete("http_requests_total{"))
        .contains("\"context\":\"matcher\"", "\"text\":\"code\"", "\"text\":\"job\"")
        .doesNotContain("dotted", "__name__");
    String query = "http_requests_total{job=\"\"}";
    assertThat(ask("complete", "{job=\"\"}", "&cursor=6"))
        .contains("\"context\":\"value\"", "\"text\":\"db\"", "\"text\":\"web\"");
    assertThat(ask("complete", query, "&cursor=" + query.indexOf("\"}"))).contains("\"items\":[");
  }

  @Test
  void namesThatNeedQuotesSaySo() {
    assertThat(complete("dotted"))
        .contains(
            "\"text\":\"dotted.name\",\"kind\":\"metric\",\"insert\":\"{\\\"dotted.name\\\"}\"");
    assertThat(complete("sum by (dotted"))
        .contains("\"kind\":\"label\",\"insert\":\"\\\"dotted.label\\\"\"");
  }

  @Test
  void namesWithinQuotesStandAloneAndDotsArePartOfThem() {
    assertThat(complete("{\"dotted"))
        .contains("\"from\":2,\"to\":8,\"context\":\"name\"")
        .contains("{\"text\":\"dotted.name\",\"kind\":\"metric\"}")
        .contains("{\"text\":\"dotted.label\",\"kind\":\"label\"}");
    assertThat(complete("http_requests_total{'"))
        .contains("\"context\":\"single-name\"")
        .contains("{\"text\":\"code\",\"kind\":\"label\"}", "{\"text\":\"job\"")
        .doesNotContain("metric", "dotted");
    assertThat(complete("sum by (`dotted."))
        .contains("\"context\":\"raw-name\"", "\"text\":\"dotted.label\"");
    assertThat(complete("{`dotted.label`=~\"")).contains("\"context\":\"value\"", "\"text\":\"x\"");
    assertThat(complete("rate(dotted.n"))
        .contains("\"from\":5,\"to\":13", "\"insert\":\"{\\\"dotted.name\\\"}\"");
  }

  @Test
  void durationsAndOperatorsFit() {
    assertThat(complete("up[5")).contains("\"context\":\"duration\"", "\"text\":\"5m\"");
    assertThat(complete("up[1h:")).contains("\"context\":\"duration\"", "\"text\":\"1h:5m\"");
    assertThat(complete("up off")).contains("\"context\":\"words\"", "\"text\":\"offset\"");
    assertThat(complete("up # note")).contains("\"context\":\"nothing\",\"items\":[]");
  }

  @Test
  void aClockThatIsAheadFindsWhatThereIs() {
    String ahead = "&start=" + (FakeProgram.NOW_MS / 1_000 + 7_200);
    assertThat(ask("complete", "sum(http_", ahead)).isEqualTo(complete("sum(http_"));
    assertThat(ask("check", "nosuch", ahead)).isEqualTo(ask("check", "nosuch", ""));
  }

  @Test
  void limitsHold() {
    assertThat(ask("complete", "", "&limit=1").split("\"text\"", -1)).hasSize(2);
    assertThat(http.get("/api/v1/editor/complete?query=up&cursor=3").statusCode()).isEqualTo(400);
    assertThat(http.get("/api/v1/editor/complete?query=up&cursor=x").statusCode()).isEqualTo(400);
    for (String endpoint : List.of("complete", "check")) {
      String path = "/api/v1/editor/" + endpoint;
      assertThat(http.post(path, "query=" + "1".repeat(20_001)).statusCode()).isEqualTo(400);
      assertThat(http.post(path, "query=" + "1".repeat(20_000)).statusCode()).isEqualTo(200);
    }
    assertThat(http.get("/api/v1/editor/check?query=up&start=9&end=1").statusCode()).isEqualTo(400);
  }

  @Test
  void namesOfAllSeriesNeedRoom() {
    http.program.readMemory = new MemoryLimits(100, 1 << 20);
    HttpResponse<String> answer = http.get("/api/v1/editor/complete?query=http_");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("would use too much memory");
  }

  @Test
  void keysGetWhatIsKnownWhileItIsCollectedAnew() {
    assertThat(complete("http_r")).contains("http_requests_total", "Requests answered.");
    http.program.store.series.add(Labels.of("__name__", "http_retries_total"));
    http.program.said.add(
        new TargetMetadata(
            Labels.EMPTY, List.of(new MetricMetadata("http_retries", "counter", "Tries.", ""))));
    assertThat(complete("http_r")).doesNotContain("http_retries_total");
    long laterMs = http.program.nowMs + 3_600_000;
    http.program.nowMs = laterMs;
    assertThat(complete("http_r"))
        .as("an hour later")
        .contains("http_requests_total", "Requests answered.")
        .doesNotContain("http_retries_total");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> complete("http_r").contains("http_retries_total"));
    await().atMost(Duration.ofSeconds(60)).until(() -> complete("http_r").contains("Tries."));
  }

  @Test
  void metricsAreThoseOfTheRange() {
    http.get("/api/v1/editor/complete?query=http_r&start=1000&end=2000");
    http.get("/api/v1/editor/complete?query=http_r&start=1000&end=2000");
    http.get("/api/v1/editor/complete?query=http_r&start=7000&end=8000");
    assertThat(http.program.store.ranges)
        .containsExactly(new long[] {1_000_000, 2_000_000}, new long[] {7_000_000, 8_000_000});
  }

  @Test
  void errorsSayWhereTheyAre() {
    assertThat(ask("check", "\"\uD83D\uDE00\" + sum(rate_limit by", ""))
        .startsWith(
            "{\"status\":\"success\",\"data\":{\"error\":{\"from\":22,\"to\":24,\"message\":")
        .contains("parse error: unexpected \\u003cby\\u003e");
    assertThat(ask("check", "sum(rate_limit)", ""))
        .isEqualTo("{\"status\":\"success\",\"data\":{\"type\":\"vector\",\"hints\":[]}}");
  }

  @Test
  void metricsWithoutSeriesAreHintedAt() {
    assertThat(ask("check", "rate_limit + nosuch", ""))
        .contains(
            "\"hints\":[{\"from\":13,\"to\":19,\"message\":\"no series of this name in the range of"
                + " time\"}]");
  }

  @Test
  void wordsAreAllThatTheLanguageHas() {
    assertThat(http.get("/api/v1/editor/words").body())
        .contains(
            "{\"text\":\"topk\",\"kind\":\"aggregation\",\"detail\":\"topk(k, v)\"",
            "\"detail\":\"round(v: instant vector, [to: scalar]): instant vector\"",
            "{\"text\":\"group_left\",\"kind\":\"keyword\"");
  }
}
