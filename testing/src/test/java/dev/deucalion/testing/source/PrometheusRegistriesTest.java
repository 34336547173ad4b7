package dev.deucalion.testing.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.options.HistogramOptions;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.storage.ExemplarQueryable.SeriesExemplars;
import dev.deucalion.testing.EmbeddedPrometheus;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusRegistriesTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final EmbeddedPrometheus prometheus = EmbeddedPrometheus.start();

  @AfterEach
  void close() {
    prometheus.close();
  }

  private void scrape() {
    prometheus.scrape("app", PrometheusRegistries.source(registry));
    prometheus.scrapeNow();
    prometheus.assertThat("up").hasValue(1);
  }

  @Test
  void showsNumbersUnderTheirNames() {
    Counter.builder()
        .name("jobs_total")
        .labelNames("kind")
        .register(registry)
        .labelValues("a\"b")
        .inc(3);
    Gauge.builder().name("temperature_celsius").register(registry).set(-2.5);
    Info.builder().name("app_info").labelNames("version").register(registry).addLabelValues("1.2");
    StateSet.builder().name("mode").states("on", "off").register(registry).setTrue("on");
    scrape();

    prometheus
        .assertThat("{__name__!~\"up|scrape_.*\",job=\"app\"}")
        .containsOnly(
            "jobs_total{instance=\"test\",job=\"app\",kind=\"a\\\"b\"} 3",
            "temperature_celsius{instance=\"test\",job=\"app\"} -2.5",
            "app_info{instance=\"test\",job=\"app\",version=\"1.2\"} 1",
            "mode{instance=\"test\",job=\"app\",mode=\"on\"} 1",
            "mode{instance=\"test\",job=\"app\",mode=\"off\"} 0");
  }

  @Test
  void showsSummaries() {
    Summary summary = Summary.builder().name("size_bytes").quantile(0.5, 0.01).register(registry);
    summary.observe(10);
    summary.observe(20);
    summary.observe(30);
    scrape();

    prometheus
        .assertThat("{__name__=~\"size_bytes.*\"}")
        .containsOnly(
            "size_bytes{instance=\"test\",job=\"app\",quantile=\"0.5\"} 20",
            "size_bytes_count{instance=\"test\",job=\"app\"} 3",
            "size_bytes_sum{instance=\"test\",job=\"app\"} 60");
  }

  private Histogram histogram() {
    Histogram histogram =
        Histogram.builder()
            .name("latency_seconds")
            .classicUpperBounds(0.1, 1)
            .nativeInitialSchema(0)
            .register(registry);
    histogram.observeWithExemplar(
        0.05, io.prometheus.metrics.model.snapshots.Labels.of("trace_id", "abc"));
    histogram.observe(3);
    histogram.observe(100);
    histogram.observe(-100);
    return histogram;
  }

  @Test
  void histogramsAreClassicByDefault() {
    histogram();
    scrape();
    prometheus
        .assertThat("{__name__=~\"latency_seconds.*\"}")
        .containsOnly(
            "latency_seconds_bucket{instance=\"test\",job=\"app\",le=\"0.1\"} 2",
            "latency_seconds_bucket{instance=\"test\",job=\"app\",le=\"1.0\"} 2",
            "latency_seconds_bucket{instance=\"test\",job=\"app\",le=\"+Inf\"} 4",
            "latency_seconds_count{instance=\"test\",job=\"app\"} 4",
            "latency_seconds_sum{instance=\"test\",job=\"app\"} 3.05");
    List<SeriesExemplars> exemplars =
        prometheus.store().exemplars(Long.MIN_VALUE, Long.MAX_VALUE, List.of(List.of()));
    assertThat(exemplars)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.series().get("le")).isEqualTo("0.1");
          assertThat(one.exemplars().getFirst().labels()).isEqualTo(Labels.of("trace_id", "abc"));
        });
  }

  @Test
  void histogramsAreNativeWhereTheJobSaysSo() {
    histogram();
    ScrapeJobOptions job =
        prometheus.job("app").toBuilder()
            .histograms(HistogramOptions.DEFAULTS.withScrapeNative(true))
            .build();
    prometheus.scrape(job, Labels.of("__address__", "test"), PrometheusRegistries.source(registry));
    prometheus.scrapeNow();

    prometheus.assertThat("histogram_count(latency_seconds)").hasValue(4);
    prometheus.assertThat("histogram_sum(latency_seconds)").hasValue(3.05);
    // 0.05 is in (2^-5, 2^-4], 3 in (2, 4], 100 in (64, 128]; -100 mirrors it.
    prometheus.assertThat("histogram_fraction(2, 4, latency_seconds)").hasValue(0.25);
    prometheus.assertThat("histogram_fraction(-128, -64, latency_seconds)").hasValue(0.25);
    prometheus.assertThat("histogram_fraction(0.03125, 0.0625, latency_seconds)").hasValue(0.25);
    prometheus.assertThat("latency_seconds_bucket").isEmpty();
  }

  @Test
  void anEmptyNativeHistogramIsOne() {
    Histogram.builder().name("empty_seconds").nativeOnly().register(registry);
    ScrapeJobOptions job =
        prometheus.job("app").toBuilder()
            .histograms(HistogramOptions.DEFAULTS.withScrapeNative(true))
            .build();
    prometheus.scrape(job, Labels.of("__address__", "test"), PrometheusRegistries.source(registry));
    prometheus.scrapeNow();
    prometheus.assertThat("histogram_count(empty_seconds)").hasValue(0);
  }
}
