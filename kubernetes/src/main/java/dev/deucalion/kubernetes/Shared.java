package dev.deucalion.kubernetes;

import dev.deucalion.kubernetes.client.ApiClients;
import dev.deucalion.kubernetes.client.ApiMetrics;
import dev.deucalion.kubernetes.client.ApiTuning;
import dev.deucalion.kubernetes.watch.Watches;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the discoverers of a program have in common. Safe for many threads. */
final class Shared {
  private final Map<String, String> environment;
  private final ApiMetrics metrics;
  private final ApiTuning tuning;
  private @Nullable Watches watches;

  Shared(Map<String, String> environment, ApiMetrics metrics, ApiTuning tuning) {
    this.environment = environment;
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
      known = new Watches(new ApiClients(environment, metrics, tuning));
      watches = known;
    }
    return known;
  }
}
