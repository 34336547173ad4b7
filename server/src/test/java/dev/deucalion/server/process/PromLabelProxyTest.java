package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
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
    assertThat(server.get("/api/v1/label/path/values?" + match).list("").toString())
        .isEqualTo("[/a]");
    String federated = server.get("/federate?" + match).body();
    assertThat(federated)
        .contains("app_requests_total{code=\"200\"", "cluster=\"eu1\"")
        .doesNotContain("500");
  }

  @Test
  void rulesAndAlertsHaveTheShapeThatIsFiltered() {
    assertThat(server.get("/api/v1/rules").list("groups")).isEmpty();
    assertThat(server.get("/api/v1/alerts").list("alerts")).isEmpty();
  }
}
