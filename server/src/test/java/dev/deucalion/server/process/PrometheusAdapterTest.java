package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.time.Clock;
import dev.deucalion.server.interop.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The calls of prometheus-adapter, which feeds the scaling of Kubernetes. */
@TestInstance(Lifecycle.PER_CLASS)
final class PrometheusAdapterTest {
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
  void findsSeriesSinceAMoment() {
    long startSeconds = Clock.SYSTEM.nowMs() / 1000 - 60;
    String match = "match%5B%5D=%7B__name__%3D~%22%5Eapp_.*%22%7D";
    assertThat(server.get("/api/v1/series?" + match + "&start=" + startSeconds).list(""))
        .hasSize(4);
  }

  @Test
  void queriesAtATimeAndOverARange() {
    long nowSeconds = Clock.SYSTEM.nowMs() / 1000;
    String query = "query=sum%28app_requests_total%29&timeout=30s";
    ClientServer.Answer instant =
        server.get("/api/v1/query?" + query + "&time=" + (nowSeconds + 1));
    assertThat(Json.at(instant.data(), "resultType")).isEqualTo("vector");
    assertThat(instant.list("result")).hasSize(1);
    ClientServer.Answer range =
        server.get(
            "/api/v1/query_range?%s&start=%d&end=%d&step=5"
                .formatted(query, nowSeconds - 5, nowSeconds + 5));
    assertThat(Json.at(range.data(), "resultType")).isEqualTo("matrix");
    assertThat(range.list("result")).hasSize(1);
  }

  @Test
  void errorsAreJsonWhateverTheirStatus() {
    ClientServer.Answer execution =
        server.get("/api/v1/query?query=app_requests_total%20%2B%20on()%20app_requests_total");
    assertThat(execution.status()).isEqualTo(422);
    assertThat(Json.at(execution.json(), "errorType")).isEqualTo("execution");
    ClientServer.Answer bad = server.get("/api/v1/query_range?query=up&start=2&end=1&step=1");
    assertThat(bad.status()).isEqualTo(400);
    assertThat(Json.at(bad.json(), "errorType")).isEqualTo("bad_data");
    ClientServer.Answer late = server.get("/api/v1/query?query=app_limit&timeout=-1");
    assertThat(late.status()).isEqualTo(503);
    assertThat(Json.at(late.json(), "status")).isEqualTo("error");
    assertThat(Json.at(late.json(), "errorType")).isEqualTo("timeout");
    assertThat(Json.at(late.json(), "error").toString()).startsWith("query timed out");
  }
}
