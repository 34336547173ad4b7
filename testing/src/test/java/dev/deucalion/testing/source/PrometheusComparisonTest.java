package dev.deucalion.testing.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Unit;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A registry is shown as the client itself shows it to a Prometheus that scrapes it. */
class PrometheusComparisonTest {
  private static final Unit MILES = new Unit("miles");

  static Stream<Arguments> metrics() {
    return Stream.concat(
        Stream.of(
                "jobs",
                "jobs_total",
                "jobs.done",
                "größe",
                "2xx",
                "a:b",
                "jobs_created",
                "jobs_info",
                "total")
            .flatMap(PrometheusComparisonTest::named),
        Stream.of(
            one(
                "labels",
                r -> {
                  Gauge gauge = Gauge.builder().name("g").labelNames("a.b", "größe").register(r);
                  gauge.labelValues("x\"y\\z\n", "ü").set(1);
                  gauge.labelValues("", "").set(2);
                }),
            one(
                "constant labels",
                r -> Gauge.builder().name("g").constLabels(Labels.of("c", "d")).register(r).set(1)),
            one(
                "callbacks",
                r -> {
                  CounterWithCallback.builder().name("c").callback(c -> c.call(7)).register(r);
                  GaugeWithCallback.builder().name("d").callback(c -> c.call(-0.5)).register(r);
                }),
            one(
                "numbers",
                r -> {
                  Gauge.builder().name("nan").register(r).set(Double.NaN);
                  Gauge.builder().name("infinite").register(r).set(Double.NEGATIVE_INFINITY);
                  Gauge.builder().name("tiny").register(r).set(Double.MIN_VALUE);
                }),
            one(
                "nothing observed",
                r -> {
                  Summary.builder().name("s").quantile(0.5).register(r);
                  Summary.builder().name("t").labelNames("l").register(r);
                  Histogram.builder().name("h").classicUpperBounds(1, 2.5).register(r);
                }),
            one(
                "states",
                r -> StateSet.builder().name("mode").states("on", "off").register(r).setTrue("on")),
            one(
                "states of labels",
                r ->
                    StateSet.builder()
                        .name("app_mode")
                        .labelNames("l")
                        .states("on", "off")
                        .register(r)
                        .labelValues("v")
                        .setTrue("on")),
            one(
                "unknown",
                r ->
                    r.register(() ->
                        UnknownSnapshot.builder()
                            .name("u")
                            .dataPoint(
                                UnknownSnapshot.UnknownDataPointSnapshot.builder().value(3).build())
                            .build()))));
  }

  private static Stream<Arguments> named(String name) {
    return Stream.of(
        one("counter " + name, r -> Counter.builder().name(name).register(r).inc(2)),
        one(
            "counter of a unit " + name,
            r -> Counter.builder().name(name).unit(Unit.BYTES).register(r).inc(2)),
        one("gauge " + name, r -> Gauge.builder().name(name).register(r).set(2)),
        one(
            "gauge of a unit " + name,
            r -> Gauge.builder().name(name).unit(MILES).register(r).set(2)),
        one(
            "info " + name,
            r -> Info.builder().name(name).labelNames("version").register(r).addLabelValues("1.2")),
        one(
            "summary " + name,
            r -> Summary.builder().name(name).quantile(0.5).register(r).observe(3)),
        one(
            "classic histogram " + name,
            r ->
                Histogram.builder()
                    .name(name)
                    .classicOnly()
                    .classicUpperBounds(1, 2.5)
                    .register(r)
                    .observe(2)),
        one(
            "histogram of both kinds " + name,
            r -> Histogram.builder().name(name).unit(Unit.SECONDS).register(r).observe(2)));
  }

  private static Arguments one(String name, Consumer<PrometheusRegistry> metric) {
    return Arguments.argumentSet(name, metric);
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void isShownAsByTheClient(Consumer<PrometheusRegistry> metric) {
    PrometheusRegistry registry = new PrometheusRegistry();
    metric.accept(registry);
    assertThat(Shown.by(PrometheusRegistries.source(registry)))
        .isEqualTo(Shown.by(Shown.byTheClient(registry)));
  }
}
