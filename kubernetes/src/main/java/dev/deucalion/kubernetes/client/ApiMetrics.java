package dev.deucalion.kubernetes.client;

import dev.deucalion.scrape.discovery.DiscoveryMetrics;
import java.util.concurrent.atomic.LongAdder;

/** What discovery counts, under the names that Prometheus gives it. Safe for many threads. */
public final class ApiMetrics {
  private static final String PREFIX = "prometheus_sd_kubernetes_";

  private final DiscoveryMetrics metrics;
  private final LongAdder failures;

  public ApiMetrics(DiscoveryMetrics metrics) {
    this.metrics = metrics;
    this.failures =
        metrics.counter(PREFIX + "failures", "The number of failed WATCH/LIST requests.");
  }

  /**
   * The counter of events of one kind.
   *
   * @param role whose objects
   * @param event {@code add}, {@code update} or {@code delete}
   */
  public LongAdder events(String role, String event) {
    return metrics.counter(
        PREFIX + "events",
        "The number of Kubernetes events handled.",
        "role",
        role,
        "event",
        event);
  }

  /** A request to list or watch failed. */
  void failed() {
    failures.increment();
  }

  /**
   * A request was answered, or not.
   *
   * @param statusCode {@code <error>} where there was no answer
   */
  void answered(String statusCode) {
    metrics
        .counter(
            PREFIX + "http_request",
            "Total number of HTTP requests to the Kubernetes API by status code.",
            "status_code",
            statusCode)
        .increment();
  }
}
