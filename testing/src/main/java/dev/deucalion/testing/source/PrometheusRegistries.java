package dev.deucalion.testing.source;

import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * Registries of the Prometheus Java client as targets. Also that of a {@code
 * PrometheusMeterRegistry} of Micrometer, which hands over its {@code getPrometheusRegistry()}.
 */
public final class PrometheusRegistries {
  private static final String PROTOBUF =
      "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
          + " encoding=delimited; escaping=allow-utf-8";

  private PrometheusRegistries() {}

  /**
   * A target that shows all metrics of a registry, exemplars and native histograms included; the
   * options of its job say which of a histogram's two forms is taken.
   */
  public static ExpositionSource source(PrometheusRegistry registry) {
    return () -> {
      SnapshotEncoder encoder = new SnapshotEncoder();
      registry.scrape().forEach(encoder::add);
      return new Exposition(PROTOBUF, encoder.toByteArray());
    };
  }
}
