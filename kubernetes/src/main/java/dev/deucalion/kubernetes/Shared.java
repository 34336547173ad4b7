package dev.deucalion.kubernetes;

import dev.deucalion.kubernetes.client.ApiClients;
import dev.deucalion.kubernetes.client.ApiMetrics;
import dev.deucalion.kubernetes.client.ApiTuning;
import dev.deucalion.kubernetes.watch.Watches;
import dev.deucalion.scrape.http.HttpResources;
import org.jspecify.annotations.Nullable;

/** What the discoverers of a program have in common. Safe for many threads. */
final class Shared {
  private final HttpResources http;
  private final ApiMetrics metrics;
  private final ApiTuning tuning;
  private @Nullable Watches watches;

  Shared(HttpResources http, ApiMetrics metrics, ApiTuning tuning) {
    this.http = http;
    this.metrics = metrics;
    this.tuning = tuning;
  }

  ApiMetrics metrics() {
    return metrics;
  }

  /** The watches; the client is loaded when they are asked for first. */
  synchronized Watches watches() {
    Watches known = watches;
    if (known == null) {
      known = new Watches(new ApiClients(http, metrics, tuning));
      watches = known;
    }
    return known;
  }
}
