package dev.deucalion.testing.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any registry is shown as Micrometer's own for Prometheus shows the same meters, but for buckets.
 */
class MicrometerComparisonTest {
  /** Stands still, so that both registries see the same. */
  private static final Clock CLOCK = new MockClock();

  private static final List<String> NAMES =
      List.of(
          "http.requests",
          "http-requests/sec per Größe",
          "2xx.answers",
          "camelCase.name",
          "_hidden",
          "a:b",
          "a..b",
          "trailing.",
          "app.info",
          "queue.total",
          "queue.created",
          "queue.bucket",
          "queue.count",
          "queue.sum",
          "queue.max",
          "sent.bytes",
          "sent.bytes.total",
          "work.seconds",
          "work.duration",
          "total",
          "info");

  private static final List<String> UNITS =
      List.of("", "bytes", "requests", "%", "KB/s", "Seconds", "total", "milli.seconds");

  static Stream<Arguments> meters() {
    Stream<Arguments> named =
        NAMES.stream()
            .flatMap(name ->
                Stream.of(
                    one("counter " + name, r -> r.counter(name).increment(2)),
                    one(
                        "function counter " + name,
                        r -> FunctionCounter.builder(name, CLOCK, c -> 3).register(r)),
                    one("gauge " + name, r -> Gauge.builder(name, () -> 4).register(r)),
                    one(
                        "time gauge " + name,
                        r ->
                            TimeGauge.builder(name, () -> 1_500, TimeUnit.MILLISECONDS)
                                .register(r)),
                    one("timer " + name, r -> r.timer(name).record(Duration.ofSeconds(2))),
                    one(
                        "function timer " + name,
                        r ->
                            FunctionTimer.builder(
                                    name, CLOCK, c -> 5, c -> 2_500, TimeUnit.MILLISECONDS)
                                .register(r)),
                    one(
                        "long task timer " + name,
                        r -> LongTaskTimer.builder(name).register(r).start()),
                    one("summary " + name, r -> r.summary(name).record(10))));
    Stream<Arguments> units =
        UNITS.stream()
            .flatMap(unit ->
                Stream.of("sent", "sent." + unit)
                    .filter(name -> !name.endsWith("."))
                    .flatMap(name ->
                        Stream.of(
                            one(
                                "counter " + name + " in " + unit,
                                r -> Counter.builder(name).baseUnit(unit).register(r).increment(2)),
                            one(
                                "gauge " + name + " in " + unit,
                                r -> Gauge.builder(name, () -> 4).baseUnit(unit).register(r)),
                            one(
                                "summary " + name + " in " + unit,
                                r ->
                                    DistributionSummary.builder(name)
                                        .baseUnit(unit)
                                        .register(r)
                                        .record(3)))));
    return Stream.of(named, units, tagged(), distributions(), own()).flatMap(all -> all);
  }

  private static Stream<Arguments> tagged() {
    return Stream.of(
            "a.b", "class-name", "1d", "__a", "_b", "Größe", "camelCase", "a:b", "x y", "total")
        .map(key ->
            one(
                "tag " + key,
                r -> {
                  r.counter("c", key, "x\"y\\z\n").increment();
                  r.counter("c", key, "ü").increment(2);
                  r.counter("c", key, "").increment(3);
                }));
  }

  private static Stream<Arguments> distributions() {
    return Stream.of(
        one(
            "timer with percentiles",
            r -> Timer.builder("t").publishPercentiles(0.5, 0.99).register(r)),
        one(
            "timer with buckets",
            r ->
                Timer.builder("t")
                    .publishPercentileHistogram()
                    .register(r)
                    .record(Duration.ofSeconds(2))),
        one(
            "timer with objectives",
            r ->
                Timer.builder("t")
                    .serviceLevelObjectives(Duration.ofSeconds(1), Duration.ofSeconds(3))
                    .register(r)
                    .record(Duration.ofSeconds(2))),
        one(
            "timer with percentiles and objectives",
            r ->
                Timer.builder("t")
                    .publishPercentiles(0.5)
                    .serviceLevelObjectives(Duration.ofSeconds(1))
                    .register(r)
                    .record(Duration.ofSeconds(2))),
        one(
            "summary with percentiles",
            r -> DistributionSummary.builder("s").publishPercentiles(0.5).register(r)),
        one(
            "summary with objectives and scale",
            r ->
                DistributionSummary.builder("s")
                    .serviceLevelObjectives(1, 10)
                    .scale(100)
                    .register(r)
                    .record(0.05)),
        one(
            "long task timer with percentiles",
            r -> LongTaskTimer.builder("l").publishPercentiles(0.5).register(r)));
  }

  private static Stream<Arguments> own() {
    return Stream.of("own.kind", "own.total")
        .flatMap(name ->
            Arrays.stream(Meter.Type.values())
                .map(type ->
                    one(
                        "own meter " + name + " of type " + type,
                        r ->
                            Meter.builder(
                                    name,
                                    type,
                                    Arrays.stream(Statistic.values())
                                        .map(statistic ->
                                            new Measurement(statistic::ordinal, statistic))
                                        .toList())
                                .register(r))));
  }

  private static Arguments one(String name, Consumer<MeterRegistry> meter) {
    return Arguments.argumentSet(name, meter);
  }

  @ParameterizedTest
  @MethodSource("meters")
  void isShownAsByMicrometer(Consumer<MeterRegistry> meter) {
    PrometheusMeterRegistry theirs =
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), CLOCK);
    meter.accept(theirs);
    MeterRegistry any = new SimpleMeterRegistry(SimpleConfig.DEFAULT, CLOCK);
    meter.accept(any);

    Map<String, Double> expected =
        new TreeMap<>(Shown.by(ExpositionSource.text(() -> theirs.scrape())));
    expected.keySet().removeIf(series -> series.contains("_bucket\""));
    assertThat(Shown.by(MicrometerRegistries.source(any))).isEqualTo(expected);
    assertThat(Shown.by(PrometheusRegistries.source(theirs.getPrometheusRegistry())))
        .isEqualTo(Shown.by(Shown.byTheClient(theirs.getPrometheusRegistry())));
  }
}
