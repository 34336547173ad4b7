package dev.deucalion.server.process;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.time.Clock;
import dev.deucalion.server.interop.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The one call of KEDA: the newest value of a query that has one. */
@TestInstance(Lifecycle.PER_CLASS)
final class KedaClientTest {
  private ClientServer server;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    server = ClientServer.start(directory);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String value(String query) {
    String now =
        Instant.ofEpochMilli(Clock.SYSTEM.nowMs()).plusSeconds(1).truncatedTo(SECONDS).toString();
    List<?> result =
        server.get("/api/v1/query?query=" + query + "&time=" + now + "&custom=kept").list("result");
    assertThat(result).hasSizeLessThanOrEqualTo(1);
    return result.isEmpty()
        ? ""
        : Json.list(Json.at(result.getFirst(), "value")).getLast().toString();
  }

  @Test
  void readsNumbersAndWhatIsNone() {
    assertThat(Double.parseDouble(value("sum(app_requests_total)"))).isPositive();
    assertThat(value("app_ratio")).isEqualTo("NaN");
    assertThat(value("app_limit")).isEqualTo("+Inf");
    assertThat(value("nosuch")).isEmpty();
  }
}
