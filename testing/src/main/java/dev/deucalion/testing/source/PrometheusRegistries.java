package dev.deucalion.testing.source;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;

/**
 * Registries of the Prometheus Java client as targets. Needs {@code
 * io.prometheus:prometheus-metrics-exposition-textformats}, which its HTTP exporters bring along.
 */
public final class PrometheusRegistries {
  private PrometheusRegistries() {}

  /** A target that shows all metrics of a registry, exemplars included. */
  public static ExpositionSource source(PrometheusRegistry registry) {
    OpenMetricsTextFormatWriter writer = OpenMetricsTextFormatWriter.create();
    return () -> {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      writer.write(body, registry.scrape());
      return new Exposition(writer.getContentType(), body.toByteArray());
    };
  }
}
