package example.orders;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Takes orders, and counts them. */
public final class OrderService {
  private final Counter orders;
  private final Histogram amounts;

  /** A service whose metrics are in a registry. */
  public OrderService(PrometheusRegistry registry) {
    orders =
        Counter.builder()
            .name("orders_total")
            .help("Orders by what became of them.")
            .labelNames("result")
            .register(registry);
    amounts =
        Histogram.builder()
            .name("order_amount_euros")
            .help("Amounts of orders.")
            .classicOnly()
            .classicUpperBounds(10, 100, 1000)
            .register(registry);
  }

  /** Takes an order unless its amount makes no sense. */
  public boolean place(double euros) {
    boolean taken = euros > 0;
    orders.labelValues(taken ? "taken" : "refused").inc();
    if (taken) {
      amounts.observe(euros);
    }
    return taken;
  }
}
