package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.time.Clock;
import dev.deucalion.server.interop.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The calls of Grafana: health, what it guesses of the server, pickers, panels. */
@TestInstance(Lifecycle.PER_CLASS)
final class GrafanaClientTest {
  private ClientServer server;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    server = ClientServer.start(directory);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void theHealthCheckEvaluatesAtFourSeconds() {
    Object data = server.postForm("/api/v1/query", "query=1%2B1&time=4").data();
    assertThat(Json.at(data, "resultType")).isEqualTo("scalar");
    assertThat(Json.at(data, "result")).hasToString("[4, 2]");
  }

  @Test
  void theBuildTellsOfAPrometheusThatFiltersLabelValues() {
    Object data = server.get("/api/v1/status/buildinfo").data();
    String[] version = Json.at(data, "version").toString().split("\\.", -1);
    assertThat(Integer.parseInt(version[0])).isGreaterThanOrEqualTo(3);
    assertThat(data).isInstanceOf(Map.class);
    assertThat(data.toString()).doesNotContain("features=");
  }

  @Test
  void probesForOtherServersFindNothing() {
    assertThat(server.get("/rules/test/test").status()).isEqualTo(404);
    assertThat(server.get("/rules/test/test").body()).isEqualTo("404 page not found\n");
    assertThat(server.get("/api/v1/status/flags").data()).isInstanceOf(Map.class);
  }

  @Test
  void pickersGetNamesAndValues() {
    String range = "start=1000000000&end=4000000000&limit=40000";
    String match = "match%5B%5D=%7B__name__%3D%22app_requests_total%22%7D";
    assertThat(server.postForm("/api/v1/labels", range + "&" + match).list("").toString())
        .isEqualTo("[__name__, code, instance, job, path]");
    assertThat(server.get("/api/v1/label/path/values?" + range + "&" + match).list("").toString())
        .isEqualTo("[/a, /b]");
    assertThat(server.get("/api/v1/label/U__path/values?" + range).list("").toString())
        .isEqualTo("[/a, /b]");
    assertThat(server.get("/api/v1/label/__name__/values?limit=1&start=1").list("")).hasSize(1);
    assertThat(server.postForm("/api/v1/series", range + "&" + match).list("")).hasSize(2);
    assertThat(server.get("/api/v1/metadata?limit=1000").data().toString())
        .contains("app_requests=[{help=Requests., type=counter, unit=}]");
  }

  @Test
  void panelsQueryByFormAndWithTheirHeaders() {
    long nowSeconds = Clock.SYSTEM.nowMs() / 1000;
    String range = "&start=%d.25&end=%d&step=15".formatted(nowSeconds - 60, nowSeconds + 60);
    ClientServer.Answer answer =
        server.postForm(
            "/api/v1/query_range",
            "query=app_requests_total" + range,
            "X-Dashboard-Uid",
            "a",
            "X-Grafana-Cache",
            "b",
            "X-Panel-Id",
            "1");
    assertThat(answer.list("result")).hasSize(2);
    assertThat(Json.at(answer.data(), "resultType")).isEqualTo("matrix");
    assertThat(
            server.postForm("/api/v1/query_exemplars", "query=app_requests_total" + range).list(""))
        .hasSize(1);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          String rate = "query=rate(app_ratio%5B1m%5D)";
          assertThat(server.postForm("/api/v1/query", rate).json().toString())
              .contains("infos=[PromQL info: metric might not be a counter");
        });
  }

  /** Where a proxy lets no POST through, the same goes by GET. */
  @Test
  void queriesByGetAnswerAsThoseByPost() {
    String query = "query=count(app_requests_total)&time=4";
    assertThat(server.get("/api/v1/query?" + query).json())
        .isEqualTo(server.postForm("/api/v1/query", query).json());
    String range = "query=vector(1)&start=1000.5&end=1015.5&step=7.5";
    assertThat(server.get("/api/v1/query_range?" + range).json())
        .isEqualTo(server.postForm("/api/v1/query_range", range).json());
    assertThat(Json.at(server.get("/api/v1/query_range?" + range).data(), "result").toString())
        .isEqualTo("[{metric={}, values=[[1000.500, 1], [1008, 1], [1015.500, 1]]}]");
  }

  @Test
  void namesOfAnyLettersAreQuoted() {
    assertThat(server.postForm("/api/v1/query", "query=%7B%22app.seconds%22%7D").list("result"))
        .hasSize(1);
    String match = "match%5B%5D=%7B%22app.seconds%22%7D";
    assertThat(server.get("/api/v1/label/__name__/values?" + match).list("").toString())
        .isEqualTo("[app.seconds]");
    assertThat(server.postForm("/api/v1/series", match).list("").toString())
        .contains("__name__=app.seconds");
  }

  @Test
  void listsOfAlertsShowRulesAndTheirStates() {
    Object group = server.get("/api/v1/rules").list("groups").getFirst();
    Object alerting = Json.list(Json.at(group, "rules")).getLast();
    assertThat(Json.at(alerting, "state")).isEqualTo("firing");
    assertThat(Json.at(alerting, "type")).isEqualTo("alerting");
    Object alert = server.get("/api/v1/alerts").list("alerts").getFirst();
    assertThat(Json.at(alert, "labels", "severity")).isEqualTo("page");
    assertThat(Json.at(alert, "annotations", "summary")).isEqualTo("app has no limit.");
    assertThat(Json.at(alert, "value")).isEqualTo("+Inf");
  }

  @Test
  void faultsComeAsJson() {
    ClientServer.Answer answer = server.postForm("/api/v1/query", "query=sum(");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(Json.at(answer.json(), "errorType")).isEqualTo("bad_data");
    assertThat(Json.at(answer.json(), "error").toString())
        .isEqualTo("invalid parameter \"query\": 1:5: parse error: unclosed left parenthesis");
  }
}
