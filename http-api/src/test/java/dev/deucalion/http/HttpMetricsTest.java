package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.HttpMetrics.HandlerSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class HttpMetricsTest {
  @Test
  void sortsIntoBuckets() {
    HttpMetrics metrics = new HttpMetrics();
    metrics.observe("/b", 200, 100_000_000L, 100);
    metrics.observe("/b", 200, 100_000_001L, 101);
    metrics.observe("/b", 503, 500_000_000_000L, 2_000_000_000L);
    metrics.register("/a");
    List<HandlerSnapshot> snapshot = metrics.snapshot();
    assertThat(snapshot).extracting(HandlerSnapshot::handler).containsExactly("/a", "/b");
    assertThat(snapshot.get(0).requestsByCode()).isEqualTo(Map.of(200, 0L));
    HandlerSnapshot b = snapshot.get(1);
    assertThat(b.requestsByCode()).isEqualTo(Map.of(200, 2L, 503, 1L));
    assertThat(b.durations().counts())
        .containsExactly(1L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L)
        .hasSize(HttpMetrics.DURATION_BOUNDS.size() + 1);
    assertThat(b.durations().sum()).isEqualTo(500.200000001);
    assertThat(b.sizes().counts()).containsExactly(1L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);
    assertThat(b.sizes().sum()).isEqualTo(2_000_000_201.0);
  }

  @Test
  void countsByHandlerOfTheRoute() {
    try (ServerFixture http = new ServerFixture()) {
      http.get("/api/v1/label/a/values");
      http.get("/api/v1/label/b/values?limit=x");
      http.get("/nosuch");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThat(http.metrics.snapshot())
                  .filteredOn(h -> h.handler().equals("/api/v1/label/:name/values"))
                  .singleElement()
                  .satisfies(
                      h -> assertThat(h.requestsByCode()).isEqualTo(Map.of(200, 1L, 400, 1L))));
      assertThat(http.metrics.snapshot())
          .extracting(HandlerSnapshot::handler)
          .contains("/api/v1/query", "/-/ready", "/metrics", "/api/v1/*path")
          .doesNotContain("/nosuch");
    }
  }
}
