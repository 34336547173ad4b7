package dev.deucalion.http;

import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Handler;
import dev.deucalion.http.exchange.Router;
import java.io.IOException;

/** Hands each request to what answers it, and counts it. */
final class Dispatcher implements Handler {
  private final Router router;
  private final HttpMetrics metrics;

  Dispatcher(Router router, HttpMetrics metrics) {
    this.router = router;
    this.metrics = metrics;
    router.labels().forEach(metrics::register);
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    long startNanos = System.nanoTime();
    Router.Match match = router.find(exchange.request());
    String label = match.label();
    if (label != null) {
      exchange.onEnd(
          (status, bytes) -> metrics.observe(label, status, System.nanoTime() - startNanos, bytes));
    }
    exchange.routed(match.request());
    match.handler().handle(exchange);
  }
}
