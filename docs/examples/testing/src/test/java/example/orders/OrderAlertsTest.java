package example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deucalion.testing.EmbeddedPrometheus;
import dev.deucalion.testing.junit.PrometheusTest;
import dev.deucalion.testing.rule.AlertRule;
import dev.deucalion.testing.rule.RuleGroup;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When people are woken up because of orders. */
@PrometheusTest
class OrderAlertsTest {
  private static final RuleGroup RULES =
      RuleGroup.named("orders")
          .record("orders:refused:ratio", "rate(orders_refused[5m]) / rate(orders_placed[5m])")
          .alert(
              AlertRule.named("OrdersRefused", "orders:refused:ratio > 0.1")
                  .holdFor(Duration.ofMinutes(10))
                  .label("severity", "page")
                  .annotation("summary", "{{ $value | humanizePercentage }} of orders refused"));

  @Test
  void firesAfterTenMinutesAndIsResolved(EmbeddedPrometheus prometheus) {
    prometheus.rules(RULES);
    prometheus.feed(
        Duration.ofMinutes(1), "orders_placed 0+100x60", "orders_refused 0x10 0+20x20 400x30");

    prometheus.advance(Duration.ofMinutes(16));
    prometheus.assertThatAlert("OrdersRefused").isPending();

    prometheus.advance(Duration.ofMinutes(10));
    prometheus
        .assertThatAlert("OrdersRefused")
        .isFiring()
        .hasLabel("severity", "page")
        .hasAnnotation("summary", "20% of orders refused");

    prometheus.advance(Duration.ofMinutes(20));
    prometheus.assertThatAlert("OrdersRefused").isInactive();
    assertTrue(prometheus.notifications().all().getFirst().payload().contains("OrdersRefused"));
  }

  @Test
  void sixHoursOfCalmWakeNobodyUp(EmbeddedPrometheus prometheus) {
    prometheus.rules(RULES);
    prometheus.feed(Duration.ofMinutes(1), "orders_placed 0+100x360", "orders_refused 0+1x360");
    prometheus.advance(Duration.ofHours(6));
    prometheus.assertThatAlert("OrdersRefused").isInactive();
    assertEquals(0, prometheus.notifications().all().size());
  }
}
