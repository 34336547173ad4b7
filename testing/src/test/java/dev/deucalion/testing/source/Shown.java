package dev.deucalion.testing.source;

import dev.deucalion.testing.EmbeddedPrometheus;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What a scrape of a source leaves. */
final class Shown {
  private Shown() {}

  /** What the client itself shows a Prometheus that takes names in UTF-8. */
  static ExpositionSource byTheClient(PrometheusRegistry registry) {
    return () -> {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      PrometheusTextFormatWriter.create().write(out, registry.scrape(), EscapingScheme.ALLOW_UTF8);
      return Exposition.text(out.toString(StandardCharsets.UTF_8));
    };
  }

  /** Values by series, without those that the scrape itself makes. */
  static Map<String, Double> by(ExpositionSource source) {
    try (EmbeddedPrometheus prometheus = EmbeddedPrometheus.start()) {
      prometheus.scrape("app", source);
      prometheus.scrapeNow();
      prometheus.assertThat("up").hasValue(1);
      Map<String, Double> values = new TreeMap<>();
      prometheus
          .query("{__name__!~\"up|scrape_.*\",job=\"app\"}")
          .samples()
          .forEach(sample -> values.put(sample.labels().toString(), sample.value()));
      return values;
    }
  }
}
