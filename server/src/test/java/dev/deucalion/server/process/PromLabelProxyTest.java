package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.interop.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What prom-label-proxy passes on with matchers of its own, and filters in answers. */
@TestInstance(Lifecycle.PER_CLASS)
final class PromLabelProxyTest {
  private ClientServer server;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    server = ClientServer.start(directory);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static final String ENFORCED = "%7Bcode%3D%22200%22%7D";

  @Test
  void queriesWithAMatcherMoreAnswer() {
    String query = "query=app_requests_total" + ENFORCED;
    assertThat(server.get("/api/v1/query?" + query).list("result")).hasSize(1);
    assertThat(server.postForm("/api/v1/query", query).list("result")).hasSize(1);
    assertThat(server.postForm("/api/v1/query_range", query + "&start=1&end=2&step=1").status())
        .isEqualTo(200);
  }

  @Test
  void lookupsWithAMatcherAnswer() {
    String match = "match%5B%5D=" + ENFORCED;
    assertThat(server.get("/api/v1/series?" + match).list("")).hasSize(1);
    assertThat(server.postForm("/api/v1/series", match).list("")).hasSize(1);
    assertThat(server.get("/api/v1/labels?" + match).list("")).hasSize(5);
    assertThat(server.postForm("/api/v1/labels", match).list("")).hasSize(5);
    assertThat(server.get("/api/v1/label/path/values?" + match).list("").toString())
        .isEqualTo("[/a]");
    String federated = server.get("/federate?" + match).body();
    assertThat(federated)
        .contains("app_requests_total{code=\"200\"", "cluster=\"eu1\"")
        .doesNotContain("500");
  }

  @Test
  void exemplarsWithAMatcherAnswer() {
    String query = "query=app_requests_total" + ENFORCED + "&start=0&end=4000000000";
    for (ClientServer.Answer answer :
        List.of(
            server.get("/api/v1/query_exemplars?" + query),
            server.postForm("/api/v1/query_exemplars", query))) {
      Object series = answer.list("").getFirst();
      assertThat(Json.at(series, "seriesLabels", "code")).isEqualTo("200");
      assertThat(Json.at(Json.list(Json.at(series, "exemplars")).getFirst(), "labels", "trace_id"))
          .isEqualTo("t1");
    }
    assertThat(server.get("/api/v1/query_exemplars?" + query.replace("200", "500")).list(""))
        .isEmpty();
  }

  /** The proxy reads these members into types of its own, and keeps what has its labels. */
  @Test
  void rulesHaveTheShapeThatIsFiltered() {
    Object group = server.get("/api/v1/rules").list("groups").getFirst();
    assertThat(names(group))
        .contains("name", "file", "rules", "interval", "evaluationTime", "lastEvaluation");
    Object recording = Json.list(Json.at(group, "rules")).getFirst();
    assertThat(names(recording))
        .containsExactlyInAnyOrder(
            "name", "query", "labels", "health", "evaluationTime", "lastEvaluation", "type");
    assertThat(Json.at(recording, "type")).isEqualTo("recording");
    Object alerting = Json.list(Json.at(group, "rules")).getLast();
    assertThat(names(alerting))
        .containsExactlyInAnyOrder(
            "state",
            "name",
            "query",
            "duration",
            "keepFiringFor",
            "labels",
            "annotations",
            "alerts",
            "health",
            "evaluationTime",
            "lastEvaluation",
            "type");
    assertThat(Json.at(alerting, "type")).isEqualTo("alerting");
    assertThat(Json.at(alerting, "labels", "severity")).isEqualTo("page");
    assertIsFiring(Json.list(Json.at(alerting, "alerts")));
  }

  @Test
  void alertsHaveTheShapeThatIsFiltered() {
    assertIsFiring(server.get("/api/v1/alerts").list("alerts"));
  }

  private static void assertIsFiring(List<?> alerts) {
    Object alert = alerts.getFirst();
    assertThat(alerts).hasSize(1);
    assertThat(names(alert))
        .containsExactlyInAnyOrder("labels", "annotations", "state", "activeAt", "value");
    assertThat(Json.at(alert, "labels", "job")).isEqualTo("app");
    assertThat(Json.at(alert, "annotations", "summary")).isEqualTo("app has no limit.");
    assertThat(Json.at(alert, "state")).isEqualTo("firing");
    assertThat(Json.at(alert, "value")).isEqualTo("+Inf");
    assertThat(Instant.parse(Json.at(alert, "activeAt").toString())).isAfter(Instant.EPOCH);
  }

  private static Set<Object> names(Object object) {
    return new HashSet<>(((Map<?, ?>) object).keySet());
  }
}
