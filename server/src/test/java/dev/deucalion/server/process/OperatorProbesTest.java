package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.server.interop.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What the Prometheus Operator, its config-reloader and Perses ask of a pod. */
@TestInstance(Lifecycle.PER_CLASS)
final class OperatorProbesTest {
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
  void probesAreAnswered() {
    assertThat(server.get("/-/ready").body()).isEqualTo("Prometheus Server is Ready.\n");
    assertThat(server.get("/-/healthy").body()).isEqualTo("Prometheus Server is Healthy.\n");
  }

  @Test
  void reloadsShowInTheRuntimeInformation() throws IOException, InterruptedException {
    assertThat(server.postForm("/-/reload", "").status()).isEqualTo(200);
    Object before = server.get("/api/v1/status/runtimeinfo").data();
    assertThat(Json.at(before, "reloadConfigSuccess")).hasToString("true");
    server.process.signal("HUP");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          Object after = server.get("/api/v1/status/runtimeinfo").data();
          assertThat(Json.at(after, "lastConfigTime").toString())
              .isGreaterThanOrEqualTo(Json.at(before, "lastConfigTime").toString());
          assertThat(server.process.log().split("Completed loading of", -1)).hasSizeGreaterThan(3);
        });
  }

  @Test
  void theProxyOfPersesPassesItsCalls() {
    assertThat(server.get("/api/v1/status/config").data()).isNotNull();
    assertThat(server.postForm("/api/v1/query", "query=up").list("result")).hasSize(1);
    assertThat(server.postForm("/api/v1/query_range", "query=up&start=1&end=9&step=1").status())
        .isEqualTo(200);
    assertThat(server.postForm("/api/v1/series", "match%5B%5D=app_limit").list("")).hasSize(1);
    assertThat(server.get("/api/v1/metadata?metric=app_requests").data().toString())
        .contains("help=Requests.");
    assertThat(server.postForm("/api/v1/labels", "").list("")).isNotEmpty();
    assertThat(server.get("/api/v1/label/job/values").list("").toString()).isEqualTo("[app]");
  }
}
