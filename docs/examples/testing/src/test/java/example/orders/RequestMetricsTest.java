package example.orders;

import dev.deucalion.testing.EmbeddedPrometheus;
import dev.deucalion.testing.junit.PrometheusTest;
import dev.deucalion.testing.source.PrometheusRegistries;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@PrometheusTest
class RequestMetricsTest {
  @Test
  void countsRequests(EmbeddedPrometheus prometheus) {
    PrometheusRegistry registry = new PrometheusRegistry();
    Counter requests = Counter.builder().name("requests_total").register(registry);
    prometheus.scrape("app", PrometheusRegistries.source(registry));

    prometheus.advance(Duration.ofMinutes(1));
    requests.inc(60);
    prometheus.advance(Duration.ofMinutes(1));

    prometheus
        .assertThat("requests_total")
        .containsOnly("requests_total{instance=\"test\",job=\"app\"} 60");
    prometheus.assertThat("sum(increase(requests_total[2m])) > 59").isNotEmpty();
  }
}
