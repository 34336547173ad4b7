package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.relabel.RelabelAction;
import dev.deucalion.model.relabel.RelabelRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles, and the steps of relabeling. */
final class DebugApiTest {
  private final ServerFixture http = new ServerFixture();

  @AfterEach
  void close() {
    http.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "profile?seconds=1",
        "fgprof?seconds=1",
        "goroutine",
        "threadcreate",
        "heap",
        "allocs",
        "block",
        "mutex"
      })
  void everyProfileIsOneThatToolsCanRead(String name) throws IOException {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(http.uri("/debug/pprof/" + name)), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
    byte[] message = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
    assertThat(new String(message, StandardCharsets.UTF_8)).contains("count");
    assertThat(message[0]).as("begins with a type of samples").isEqualTo((byte) (1 << 3 | 2));
  }

  @Test
  void theOtherPathsAnswerToo() {
    assertThat(http.get("/debug/pprof/").body()).contains("<a href='heap'>heap</a>");
    assertThat(http.get("/debug/pprof/goroutine?debug=2").body()).contains("[RUNNABLE]:\n\t");
    assertThat(http.get("/debug/pprof/cmdline").statusCode()).isEqualTo(200);
    assertThat(http.get("/debug/pprof/symbol").body()).isEqualTo("num_symbols: 0\n");
    assertThat(http.get("/debug/pprof/nosuch").statusCode()).isEqualTo(404);
    assertThat(http.get("/debug/nosuch").statusCode()).isEqualTo(404);
    HttpResponse<String> redirect = http.get("/debug/pprof");
    assertThat(redirect.statusCode()).isEqualTo(301);
    assertThat(redirect.headers().firstValue("Location")).contains("/debug/pprof/");
  }

  @Test
  void ownMetricsCanBeChosenByName() {
    assertThat(http.get("/api/v1/status/self_metrics").body())
        .isEqualTo("{\"status\":\"success\",\"data\":[{\"name\":\"a\"},{\"name\":\"ab\"}]}");
    assertThat(http.get("/api/v1/status/self_metrics?metric_name_pattern=a").body())
        .isEqualTo("{\"status\":\"success\",\"data\":[{\"name\":\"a\"}]}");
    assertThat(http.get("/api/v1/status/self_metrics?metric_name_pattern=%28").body())
        .contains("invalid metric_name_pattern: ");
  }

  @Test
  void describesEveryPathOfTheApi() {
    String newer = http.get("/api/v1/openapi.yaml?openapi_version=3.2").body();
    assertThat(newer).startsWith("openapi: 3.2.0\n").contains("itemSchema", "/api/v1\n");
    String document = http.get("/api/v1/openapi.yaml").body();
    assertThat(document)
        .startsWith("openapi: 3.1.0\n")
        .doesNotContain("itemSchema", "${", "3.2\n", "/notifications/live");
    http.metrics.snapshot().stream()
        .map(HttpMetrics.HandlerSnapshot::handler)
        .filter(path -> path.startsWith("/api/v1/") && !path.contains("*"))
        .map(path -> path.substring("/api/v1".length()).replace(":name", "{name}"))
        .forEach(path -> assertThat(newer).contains("\n  " + path + ":\n"));
  }

  @Test
  void describesWhatOtlpTakesAndAnswers() {
    String document = http.get("/api/v1/openapi.yaml").body();
    int from = document.indexOf("  /otlp/v1/metrics:");
    assertThat(document.substring(from, document.indexOf("default:", from)))
        .contains("requestBodies/Otlp", "'200'")
        .doesNotContain("'204'");
  }

  @Test
  void showsWhatEachRuleMakesOfLabels() {
    RelabelRule set =
        RelabelRule.builder().sourceLabels("a").targetLabel("b").regex("(.*)1").build();
    RelabelRule drop =
        RelabelRule.builder().action(RelabelAction.DROP).sourceLabels("b").regex("x").build();
    RelabelRule after = RelabelRule.builder().targetLabel("c").replacement("d").build();
    http.program.relabelRules.put("job", List.of(set, drop, after));
    String labels = URLEncoder.encode("{\"a\":\"x1\"}", StandardCharsets.UTF_8);
    assertThat(http.get("/api/v1/targets/relabel_steps?scrapePool=job&labels=" + labels).body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"steps\":["
                + "{\"rule\":{\"source_labels\":[\"a\"],\"separator\":\";\",\"regex\":\"(.*)1\","
                + "\"target_label\":\"b\",\"replacement\":\"$1\",\"action\":\"replace\"},"
                + "\"output\":{\"a\":\"x1\",\"b\":\"x\"},\"keep\":true},"
                + "{\"rule\":{\"source_labels\":[\"b\"],\"separator\":\";\",\"regex\":\"x\","
                + "\"replacement\":\"$1\",\"action\":\"drop\"},\"output\":{},\"keep\":false},"
                + "{\"rule\":{\"separator\":\";\",\"regex\":\"(.*)\",\"target_label\":\"c\","
                + "\"replacement\":\"d\",\"action\":\"replace\"},\"output\":{},\"keep\":false}"
                + "]}}");
  }

  @Test
  void refusesLabelsAndPoolsThatAreNone() {
    http.program.relabelRules.put("job", List.of());
    assertThat(error("")).contains("no scrapePool parameter provided");
    assertThat(error("?scrapePool=job")).contains("no labels parameter provided");
    assertThat(error("?scrapePool=x&labels=%7B%7D"))
        .contains("error retrieving scrape config: scrape pool \\\"x\\\" not found");
    for (String labels : new String[] {"[]", "{\"a\":1}", "{", "{}{}", "x"}) {
      assertThat(
              error("?scrapePool=job&labels=" + URLEncoder.encode(labels, StandardCharsets.UTF_8)))
          .contains("error parsing labels: ");
    }
  }

  @Test
  void configurationOfScrapePool() {
    http.program.scrapeConfigs.put("a/0", "job_name: a/0\nscheme: http\n");
    assertThat(http.get("/api/v1/scrape_pools/config?scrapePool=a%2F0").body())
        .isEqualTo(
            "{\"status\":\"success\","
                + "\"data\":{\"yaml\":\"job_name: a/0\\nscheme: http\\n\"}}");
    assertThat(errorOf("/api/v1/scrape_pools/config"))
        .contains("\"bad_data\"")
        .contains("no scrapePool parameter provided");
    assertThat(errorOf("/api/v1/scrape_pools/config?scrapePool=x"))
        .contains("error retrieving scrape config: scrape pool \\\"x\\\" not found");
  }

  private String error(String query) {
    return errorOf("/api/v1/targets/relabel_steps" + query);
  }

  private String errorOf(String path) {
    HttpResponse<String> answer = http.get(path);
    assertThat(answer.statusCode()).isEqualTo(400);
    return answer.body();
  }
}
