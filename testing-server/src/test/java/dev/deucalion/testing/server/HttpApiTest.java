package dev.deucalion.testing.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.testkit.HttpEvaluator;
import dev.deucalion.promql.testkit.PromqlScript;
import dev.deucalion.promql.testkit.RemoteWriteScriptStore;
import dev.deucalion.promql.testkit.ScriptReport;
import dev.deucalion.promql.testkit.ScriptRunner;
import dev.deucalion.testing.EmbeddedOptions;
import dev.deucalion.testing.EmbeddedPrometheus;
import dev.deucalion.testing.rule.AlertRule;
import dev.deucalion.testing.rule.RuleGroup;
import dev.deucalion.testing.source.ExpositionSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpApiTest {
  private final EmbeddedPrometheus prometheus = EmbeddedPrometheus.start();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpApi api;

  @BeforeEach
  void listen() throws IOException {
    api = HttpApi.start(prometheus);
  }

  @AfterEach
  void close() {
    client.close();
    api.close();
    prometheus.close();
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(api.url() + path)).build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  @Test
  void answersByTheClockOfTheTest() throws Exception {
    prometheus.feed(Duration.ofMinutes(1), "a{b=\"c\"} 1+1x10");
    assertThat(get("/api/v1/query?query=a"))
        .contains("{\"__name__\":\"a\",\"b\":\"c\"},\"value\":[1767225600,\"1\"]");
    prometheus.advance(Duration.ofMinutes(5));
    assertThat(get("/api/v1/query?query=a")).contains("[1767225900,\"6\"]");
    assertThat(get("/api/v1/label/b/values")).contains("[\"c\"]");
    assertThat(get("/-/ready")).contains("Ready");
    assertThat(get("/api/v1/status/tsdb")).contains("\"numSeries\":1");
    assertThat(get("/api/v1/status/buildinfo")).contains("deucalion-testing");
  }

  @Test
  void tellsOfTargetsAndAlerts() throws Exception {
    prometheus.scrape("app", ExpositionSource.text(() -> "# HELP a Help.\n# TYPE a gauge\na 1"));
    prometheus.rules(RuleGroup.named("g").alert(AlertRule.named("Up", "up == 1")));
    prometheus.advance(Duration.ofMinutes(1));

    assertThat(get("/api/v1/targets")).contains("\"scrapePool\":\"app\"", "\"health\":\"up\"");
    assertThat(get("/api/v1/metadata")).contains("\"help\":\"Help.\"");
    assertThat(get("/api/v1/alerts")).contains("\"alertname\":\"Up\"", "\"state\":\"firing\"");
    assertThat(get("/api/v1/rules")).contains("\"name\":\"g\"");
  }

  @Test
  void scriptsRunOverIt() throws IOException {
    // Scripts begin at the epoch, and what is written must not lie in the future.
    EmbeddedOptions options =
        EmbeddedOptions.DEFAULTS.startingAt(Instant.EPOCH.plusSeconds(86_400));
    try (EmbeddedPrometheus writable = EmbeddedPrometheus.start(options);
        HttpApi writableApi = HttpApi.start(writable);
        RemoteWriteScriptStore store =
            new RemoteWriteScriptStore(client, () -> writableApi.url())) {
      ScriptReport report =
          new ScriptRunner(store, new HttpEvaluator(client, store.base()))
              .run(
                  PromqlScript.parse(
                      "http",
                      """
                      load 1m
                        a{x="1"} 0+60x10
                        h {{schema:0 count:2 sum:3 buckets:[1 1]}}x10

                      eval instant at 10m rate(a[5m])
                        {x="1"} 1

                      eval instant at 10m histogram_sum(h)
                        {} 3
                      """));
      assertThat(report.notPassed()).as(report.toString()).isEmpty();
      writable.assertThat("count_over_time(a[2d])").hasValue(11);
    }
  }
}
