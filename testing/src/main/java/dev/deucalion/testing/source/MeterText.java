package dev.deucalion.testing.source;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Writes meters in Prometheus' text format, families whole as it wants them, as Micrometer's own
 * registry for Prometheus shows them. Used once.
 */
final class MeterText {
  private static final String TOTAL = "_total";
  private static final String COUNTER = "counter";
  private static final String GAUGE = "gauge";
  private static final String SUMMARY = "summary";

  /** Lines by family, its type first. */
  private final Map<String, StringBuilder> families = new LinkedHashMap<>();

  /** Adds a meter. */
  void add(Meter meter) {
    Meter.Id id = meter.getId();
    if (id.syntheticAssociation() != null) {
      // Percentiles and buckets as gauges, which stand beside the meter that has them.
      return;
    }
    String family = MeterNames.family(id);
    switch (meter) {
      case Counter counter -> line(family + TOTAL, COUNTER, "", id, "", counter.count());
      case FunctionCounter counter -> line(family + TOTAL, COUNTER, "", id, "", counter.count());
      case TimeGauge gauge -> gauge(MeterNames.timeGauge(id), id, gauge.value(TimeUnit.SECONDS));
      case Gauge gauge -> gauge(family, id, gauge.value());
      case FunctionTimer timer -> {
        line(family, SUMMARY, "_count", id, "", Math.floor(timer.count()));
        line(family, SUMMARY, "_sum", id, "", timer.totalTime(TimeUnit.SECONDS));
      }
      case LongTaskTimer timer -> {
        distribution(
            family,
            id,
            timer.takeSnapshot(),
            timer.duration(TimeUnit.SECONDS),
            value -> value.value(TimeUnit.SECONDS));
        line(family + "_max", GAUGE, "", id, "", timer.max(TimeUnit.SECONDS));
      }
      case Timer timer -> {
        distribution(
            family,
            id,
            timer.takeSnapshot(),
            timer.totalTime(TimeUnit.SECONDS),
            value -> value.value(TimeUnit.SECONDS));
        line(family + "_max", GAUGE, "", id, "", timer.max(TimeUnit.SECONDS));
      }
      case DistributionSummary summary -> {
        distribution(
            family, id, summary.takeSnapshot(), summary.totalAmount(), ValueAtPercentile::value);
        line(family + "_max", GAUGE, "", id, "", summary.max());
      }
      default -> measurements(family, meter);
    }
  }

  /** One whose name says that it is an info has only labels. */
  private void gauge(String family, Meter.Id id, double value) {
    if (id.getName().endsWith(".info")) {
      line(family + "_info", GAUGE, "", id, "", 1);
    } else {
      line(family, GAUGE, "", id, "", value);
    }
  }

  /**
   * Without buckets: those of a registry that is not Prometheus' own forget what is some minutes
   * old. Where there are any, Prometheus has no percentiles.
   */
  private void distribution(
      String family,
      Meter.Id id,
      HistogramSnapshot snapshot,
      double sum,
      ToDoubleFunction<ValueAtPercentile> value) {
    if (snapshot.histogramCounts().length == 0) {
      for (ValueAtPercentile one : snapshot.percentileValues()) {
        String quantile = "quantile=\"" + one.percentile() + "\"";
        line(family, SUMMARY, "", id, quantile, value.applyAsDouble(one));
      }
    }
    line(family, SUMMARY, "_count", id, "", (double) snapshot.count());
    line(family, SUMMARY, "_sum", id, "", sum);
  }

  /** A meter of one's own kind, by its statistics. */
  private void measurements(String family, Meter meter) {
    for (Measurement measurement : meter.measure()) {
      String label = "statistic=\"" + measurement.getStatistic() + "\"";
      double value = measurement.getValue();
      Meter.Id id = meter.getId();
      switch (measurement.getStatistic()) {
        case TOTAL, TOTAL_TIME -> line(family + "_sum" + TOTAL, COUNTER, "", id, label, value);
        case COUNT -> line(family + TOTAL, COUNTER, "", id, label, value);
        case MAX -> line(family + "_max", GAUGE, "", id, label, value);
        case VALUE, UNKNOWN -> line(family + "_value", GAUGE, "", id, label, value);
        case ACTIVE_TASKS -> line(family + "_active_count", GAUGE, "", id, label, value);
        case DURATION -> line(family + "_duration_sum", GAUGE, "", id, label, value);
      }
    }
  }

  private void line(
      String family, String type, String suffix, Meter.Id id, String label, double value) {
    StringBuilder out =
        families.computeIfAbsent(
            family, name -> new StringBuilder("# TYPE " + name + " " + type + "\n"));
    out.append(family).append(suffix).append('{');
    Map<String, String> labels = new LinkedHashMap<>();
    id.getTags().forEach(tag -> labels.put(MeterNames.label(tag), tag.getValue()));
    labels.forEach((name, text) ->
        out.append('"').append(name).append("\"=\"").append(escaped(text)).append("\","));
    out.append(label).append("} ").append(value).append('\n');
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** All families, as a scrape takes them. */
  @Override
  public String toString() {
    return String.join("", families.values());
  }
}
