package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent answers, and what not. */
class AgentApiTest {
  private static final String REFUSAL =
      "{\"status\":\"error\",\"errorType\":\"execution\","
          + "\"error\":\"unavailable with Prometheus Agent\"}";

  private final ServerFixture http =
      new ServerFixture(options -> options.queries(HttpServerOptions.Queries.REFUSED));

  @AfterEach
  void stop() {
    http.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query?query=up",
        "query_range?query=up&start=0&end=1&step=1",
        "query_exemplars?query=up",
        "format_query?query=up",
        "parse_query?query=up",
        "labels",
        "label/job/values",
        "series?match[]=up",
        "search/metric_names",
        "alertmanagers",
        "status/tsdb",
        "status/tsdb/blocks",
        "alerts",
        "rules"
      })
  void refusesWhatAsksForTheStore(String path) {
    HttpResponse<String> answer = http.get("/api/v1/" + path);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).isEqualTo(REFUSAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete_series", "clean_tombstones", "snapshot"})
  void refusesAdministration(String path) {
    HttpResponse<String> answer = http.post("/api/v1/admin/tsdb/" + path, "match[]=up");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).isEqualTo(REFUSAL);
    assertThat(http.program.administered).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "targets",
        "scrape_pools",
        "targets/metadata",
        "metadata",
        "status/config",
        "status/runtimeinfo",
        "status/buildinfo",
        "status/flags",
        "features",
        "status/walreplay",
        "notifications"
      })
  void answersTheRest(String path) {
    assertThat(http.get("/api/v1/" + path).statusCode()).isEqualTo(200);
  }

  @Test
  void hasPagesOfItsOwn() {
    HttpResponse<String> home = http.get("/");
    assertThat(home.statusCode()).isEqualTo(302);
    assertThat(home.headers().firstValue("Location")).hasValue("/agent");
    assertThat(http.get("/agent").statusCode()).isEqualTo(200);
    assertThat(http.get("/targets").statusCode()).isEqualTo(200);
    assertThat(http.get("/alerts").statusCode()).isEqualTo(404);
  }
}
