package dev.deucalion.testing.source;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Registries of Micrometer as targets. A {@code PrometheusMeterRegistry} is better shown by {@link
 * PrometheusRegistries}, as it has a registry of the Prometheus client in it.
 */
public final class MicrometerRegistries {
  private MicrometerRegistries() {}

  /**
   * A target that shows all meters of a registry under the names that Micrometer gives them for
   * Prometheus: {@code http.requests} becomes {@code http_requests_total}, a timer {@code
   * ..._seconds}.
   */
  public static ExpositionSource source(MeterRegistry registry) {
    return () -> {
      MeterText text = new MeterText();
      for (Meter meter : registry.getMeters()) {
        text.add(meter);
      }
      return Exposition.text(text.toString());
    };
  }
}
