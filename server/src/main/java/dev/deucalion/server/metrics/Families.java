package dev.deucalion.server.metrics;

import dev.deucalion.model.stats.DurationSummary;
import dev.deucalion.model.stats.ValueCounts;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Collects metric families of one scrape. Not thread-safe. */
final class Families {
  private final List<MetricSnapshot> families = new ArrayList<>();

  /** Takes the values of a family, each with its labels: names and values in turn. */
  @FunctionalInterface
  interface Values {
    void add(Number value, String... labels);
  }

  void gauge(String name, String help, Number value) {
    gauges(name, help, values -> values.add(value));
  }

  void gauges(String name, String help, Consumer<Values> fill) {
    GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
    fill.accept((value, labels) ->
        family.dataPoint(
            GaugeDataPointSnapshot.builder()
                .value(value.doubleValue())
                .labels(Labels.of(labels))
                .build()));
    families.add(family.build());
  }

  /**
   * A counter.
   *
   * @param name without {@code _total}, which the exposition adds
   */
  void counter(String name, String help, Number value) {
    counters(name, help, values -> values.add(value));
  }

  void counters(String name, String help, Consumer<Values> fill) {
    CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
    fill.accept((value, labels) ->
        family.dataPoint(
            CounterDataPointSnapshot.builder()
                .value(value.doubleValue())
                .labels(Labels.of(labels))
                .build()));
    families.add(family.build());
  }

  /** The label that tells the members of a family apart. */
  record Label(String name, String value) {}

  /** Takes the durations of a family, each with its labels: names and values in turn. */
  @FunctionalInterface
  interface Durations {
    void add(DurationSummary summary, String... labels);
  }

  /**
   * A summary of seconds.
   *
   * @param quantiles to show, from 0 to 1
   */
  void summaries(String name, String help, double[] quantiles, Consumer<Durations> fill) {
    SummarySnapshot.Builder family = SummarySnapshot.builder().name(name).help(help);
    fill.accept((summary, labels) ->
        family.dataPoint(
            SummaryDataPointSnapshot.builder()
                .count(summary.count())
                .sum(summary.sumSeconds())
                .quantiles(quantiles(summary, quantiles))
                .labels(Labels.of(labels))
                .build()));
    families.add(family.build());
  }

  private static Quantiles quantiles(DurationSummary summary, double[] wanted) {
    Quantiles.Builder all = Quantiles.builder();
    for (double q : wanted) {
      all.quantile(q, summary.quantile(q));
    }
    return all.build();
  }

  /**
   * One histogram of a family.
   *
   * @param counts of each bucket alone; the last is that without bound
   */
  record Histogram(List<Double> bounds, List<Long> counts, double sum, Label label) {}

  /** A histogram without labels. */
  void histogram(String name, String help, ValueCounts counts) {
    families.add(
        HistogramSnapshot.builder()
            .name(name)
            .help(help)
            .dataPoint(
                HistogramDataPointSnapshot.builder()
                    .classicHistogramBuckets(buckets(counts.bounds(), counts.counts()))
                    .sum(counts.sum())
                    .build())
            .build());
  }

  private static ClassicHistogramBuckets buckets(List<Double> bounds, List<Long> counts) {
    List<Double> all = new ArrayList<>(bounds);
    all.add(Double.POSITIVE_INFINITY);
    return ClassicHistogramBuckets.of(all, counts);
  }

  void histograms(String name, String help, List<Histogram> histograms) {
    HistogramSnapshot.Builder family = HistogramSnapshot.builder().name(name).help(help);
    for (Histogram histogram : histograms) {
      family.dataPoint(
          HistogramDataPointSnapshot.builder()
              .classicHistogramBuckets(buckets(histogram.bounds(), histogram.counts()))
              .sum(histogram.sum())
              .labels(Labels.of(histogram.label().name(), histogram.label().value()))
              .build());
    }
    families.add(family.build());
  }

  /** A family of histograms, one for each of some things. */
  <T> void histograms(
      String name,
      String help,
      List<T> things,
      Function<T, ValueCounts> counts,
      Function<T, String[]> labels) {
    HistogramSnapshot.Builder family = HistogramSnapshot.builder().name(name).help(help);
    for (T thing : things) {
      ValueCounts values = counts.apply(thing);
      family.dataPoint(
          HistogramDataPointSnapshot.builder()
              .classicHistogramBuckets(buckets(values.bounds(), values.counts()))
              .sum(values.sum())
              .labels(Labels.of(labels.apply(thing)))
              .build());
    }
    families.add(family.build());
  }

  /**
   * A constant 1 with labels.
   *
   * @param name without {@code _info}, which the exposition adds
   */
  void info(String name, String help, String... labels) {
    families.add(
        InfoSnapshot.builder()
            .name(name)
            .help(help)
            .dataPoint(InfoDataPointSnapshot.builder().labels(Labels.of(labels)).build())
            .build());
  }

  MetricSnapshots build() {
    return new MetricSnapshots(families);
  }
}
