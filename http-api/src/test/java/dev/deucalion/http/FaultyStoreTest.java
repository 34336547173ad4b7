package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.storage.Queryable;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The disk does not give what is mapped of a file, which the JVM tells by an error of its own. */
class FaultyStoreTest {
  private static final Queryable FAULTY =
      (minTimeMs, maxTimeMs) -> {
        throw new InternalError("a fault occurred");
      };

  private static HttpResponse<String> get(ServerFixture http, String path) {
    return http.send(HttpRequest.newBuilder(http.uri(path)).timeout(Duration.ofSeconds(20)));
  }

  @Test
  void everyRequestIsAnswered() {
    try (ServerFixture http = new ServerFixture(new PromqlEngine(EngineOptions.DEFAULTS), FAULTY)) {
      HttpResponse<String> query = get(http, "/api/v1/query?query=up");
      assertThat(query.body()).contains("\"errorType\":\"internal\"", "a fault occurred");
      assertThat(query.statusCode()).isEqualTo(500);
      HttpResponse<String> labels = get(http, "/api/v1/labels");
      assertThat(labels.body()).contains("\"errorType\":\"execution\"", "a fault occurred");
      assertThat(labels.statusCode()).isEqualTo(422);
      assertThat(get(http, "/federate?match%5B%5D=up").statusCode()).isEqualTo(500);
      assertThat(get(http, "/-/healthy").statusCode()).isEqualTo(200);
    }
  }
}
