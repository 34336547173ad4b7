package example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deucalion.testing.EmbeddedPrometheus;
import dev.deucalion.testing.junit.PrometheusTest;
import dev.deucalion.testing.source.PrometheusRegistries;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a dashboard shows of orders. */
@PrometheusTest
class OrderMetricsTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final OrderService service = new OrderService(registry);

  @BeforeEach
  void scrape(EmbeddedPrometheus prometheus) {
    prometheus.scrape("orders", PrometheusRegistries.source(registry));
  }

  @Test
  void countsOrdersByResult(EmbeddedPrometheus prometheus) {
    service.place(5);
    service.place(50);
    service.place(-1);
    prometheus.scrapeNow();

    prometheus
        .assertThat("sum by (result) (orders_total)")
        .containsOnly("{result=\"taken\"} 2", "{result=\"refused\"} 1");
  }

  @Test
  void showsOrdersOfAnHour(EmbeddedPrometheus prometheus) {
    for (int minute = 0; minute < 60; minute++) {
      prometheus.advance(Duration.ofMinutes(1));
      service.place(minute < 30 ? 5 : 50);
    }
    prometheus.advance(Duration.ofMinutes(1));

    prometheus.assertThat("sum(order_amount_euros_sum)").hasValue(1650);
    prometheus
        .assertThat("histogram_quantile(0.4, sum by (le) (order_amount_euros_bucket))")
        .hasValue(8);
    assertEquals(60, prometheus.query("sum(order_amount_euros_count)").number());
  }
}
