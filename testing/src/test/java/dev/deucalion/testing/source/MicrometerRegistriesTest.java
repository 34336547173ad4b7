package dev.deucalion.testing.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.testing.EmbeddedPrometheus;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MicrometerRegistriesTest {
  private static final String OTHERS = "{__name__!~\"up|scrape_.*\",job=\"app\"}";

  private final AtomicLong seconds = new AtomicLong();
  private final SimpleMeterRegistry registry =
      new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock(seconds));
  private final EmbeddedPrometheus prometheus = EmbeddedPrometheus.start();

  @AfterEach
  void close() {
    prometheus.close();
    registry.close();
  }

  private static Clock clock(AtomicLong seconds) {
    return new Clock() {
      @Override
      public long wallTime() {
        return TimeUnit.SECONDS.toMillis(seconds.get());
      }

      @Override
      public long monotonicTime() {
        return TimeUnit.SECONDS.toNanos(seconds.get());
      }
    };
  }

  private void scrape() {
    prometheus.scrape("app", MicrometerRegistries.source(registry));
    prometheus.scrapeNow();
    prometheus.assertThat("up").hasValue(1);
  }

  private static String line(String series, String labels, double value) {
    return series + "{instance=\"test\",job=\"app\"" + labels + "} " + value;
  }

  @Test
  void namesMetersAsMicrometerDoesForPrometheus() {
    Counter.builder("http.requests").tag("url.path", "/a\"b\n").register(registry).increment(3);
    Counter.builder("sent").baseUnit("bytes").register(registry).increment(5);
    FunctionCounter.builder("calls.total", registry, r -> 7).register(registry);
    Gauge.builder("pool-size", () -> 4).baseUnit("connections").register(registry);
    TimeGauge.builder("age", () -> 1500, TimeUnit.MILLISECONDS).register(registry);
    scrape();

    prometheus
        .assertThat(OTHERS)
        .containsOnly(
            line("http_requests_total", ",url_path=\"/a\\\"b\\n\"", 3),
            line("sent_bytes_total", "", 5),
            line("calls_total", "", 7),
            line("pool_size_connections", "", 4),
            line("age_seconds", "", 1.5));
  }

  @Test
  void showsTimersAndSummaries() {
    LongTaskTimer.Sample task = LongTaskTimer.builder("import").register(registry).start();
    seconds.set(90);
    Timer timer = Timer.builder("work").publishPercentiles(0.5).register(registry);
    timer.record(Duration.ofSeconds(2));
    DistributionSummary summary =
        DistributionSummary.builder("size").baseUnit("bytes").register(registry);
    summary.record(10);
    summary.record(30);
    scrape();

    prometheus
        .assertThat("{__name__!~\"up|scrape_.*\",job=\"app\",quantile=\"\"}")
        .containsOnly(
            line("work_seconds_count", "", 1),
            line("work_seconds_sum", "", 2),
            line("work_seconds_max", "", 2),
            line("size_bytes_count", "", 2),
            line("size_bytes_sum", "", 40),
            line("size_bytes_max", "", 30),
            line("import_seconds_count", "", 1),
            line("import_seconds_sum", "", 90),
            line("import_seconds_max", "", 90));
    // The median is that of buckets, so only near.
    prometheus.assertThat("work_seconds{quantile=\"0.5\"}").within(0.1).hasValue(2);
    assertThat(task.stop()).isEqualTo(TimeUnit.SECONDS.toNanos(90));
    prometheus.scrapeNow();
    prometheus.assertThat("import_seconds_count").hasValue(0);
  }

  @Test
  void percentilesAreShownAlsoWhereAPrometheusRegistryHasBucketsOnly() {
    Timer.builder("work").publishPercentiles(0.5).publishPercentileHistogram().register(registry);
    scrape();
    prometheus
        .assertThat(OTHERS)
        .containsOnly(
            line("work_seconds", ",quantile=\"0.5\"", 0),
            line("work_seconds_count", "", 0),
            line("work_seconds_sum", "", 0),
            line("work_seconds_max", "", 0));
  }

  @Test
  void showsTheStatisticsOfOtherMeters() {
    Meter.builder(
            "own.kind", Meter.Type.OTHER, List.of(new Measurement(() -> 2.5, Statistic.VALUE)))
        .register(registry);
    scrape();
    prometheus.assertThat(OTHERS).containsOnly(line("own_kind_value", ",statistic=\"VALUE\"", 2.5));
    assertThat(registry.getMeters()).hasSize(1);
  }

  @Test
  void namesThatBeginWithADigitAreThoseOfMicrometer() {
    Counter.builder("2xx.answers").tag("1d", "3").tag("__a", "4").register(registry).increment();
    scrape();
    prometheus
        .assertThat(OTHERS)
        .containsOnly("_xx_answers_total{_a=\"4\",_d=\"3\",instance=\"test\",job=\"app\"} 1");
  }

  @Test
  void ofTagsWithOneNameTheLastCounts() {
    Counter.builder("y").tag("a.b", "first").tag("a_b", "last").register(registry).increment();
    scrape();
    prometheus.assertThat(OTHERS).containsOnly(line("y_total", ",a_b=\"last\"", 1));
  }
}
