package example.orders;

import dev.deucalion.testing.EmbeddedPrometheus;
import dev.deucalion.testing.junit.PrometheusTest;
import dev.deucalion.testing.server.RuleFileLoader;
import dev.deucalion.testing.server.RuleFileTests;
import dev.deucalion.testing.source.PrometheusRegistries;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules that are deployed, by the tests that promtool runs and by the metrics of the code. */
@PrometheusTest
class DeployedRulesTest {
  @TestFactory
  Stream<DynamicNode> promtoolsTests() throws IOException {
    return RuleFileTests.of(Path.of("src/test/prometheus/orders.test.yml"));
  }

  @Test
  void theCodesMetricsLeadToTheAlert(EmbeddedPrometheus prometheus) {
    RuleFileLoader.load(prometheus, "src/main/prometheus/*.rules.yml");
    PrometheusRegistry registry = new PrometheusRegistry();
    OrderService service = new OrderService(registry);
    prometheus.scrape("orders", PrometheusRegistries.source(registry));

    for (int minute = 0; minute < 20; minute++) {
      for (int order = 0; order < 10; order++) {
        service.place(order < 5 ? 10 : -1);
      }
      prometheus.advance(Duration.ofMinutes(1));
    }

    prometheus
        .assertThatAlert("OrdersRefused")
        .isFiring()
        .hasLabel("severity", "page")
        .hasAnnotation("summary", "50% of orders refused");
  }
}
