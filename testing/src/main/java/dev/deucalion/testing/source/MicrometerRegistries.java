package dev.deucalion.testing.source;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Registries of Micrometer as targets. They show no buckets of histograms, whatever the meters
 * publish: only count, sum, largest value and percentiles. Percentiles are shown also of meters
 * that publish a percentile histogram beside them, for which a {@code PrometheusMeterRegistry} has
 * buckets in their place: other registries do not tell. Tests of {@code histogram_quantile} need a
 * {@code PrometheusMeterRegistry}, shown by {@link PrometheusRegistries}:
 *
 * <pre>{@code
 * prometheus.scrape("app", PrometheusRegistries.source(registry.getPrometheusRegistry()));
 * }</pre>
 */
public final class MicrometerRegistries {
  private MicrometerRegistries() {}

  /**
   * A target that shows all meters of a registry under the names that Micrometer gives them for
   * Prometheus since 1.13: {@code http.requests} becomes {@code http_requests_total}, a timer
   * {@code ..._seconds}.
   *
   * @param registry of any kind; of a {@code PrometheusMeterRegistry}, too, the buckets are left
   *     out
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
