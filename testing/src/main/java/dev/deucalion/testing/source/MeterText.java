package dev.deucalion.testing.source;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Writes meters in Prometheus' text format, families whole as it wants them. Names follow the
 * convention that Micrometer has for Prometheus since 1.13. Used once.
 *
 * @see <a
 *     href="https://docs.micrometer.io/micrometer/reference/implementations/prometheus.html">how
 *     Micrometer maps meters</a>
 */
final class MeterText {
  private static final String SECONDS = "_seconds";
  private static final String COUNTER = "counter";
  private static final String GAUGE = "gauge";
  private static final String SUMMARY = "summary";

  /** Lines by family, its type first. */
  private final Map<String, StringBuilder> families = new LinkedHashMap<>();

  /** Adds a meter. */
  void add(Meter meter) {
    Meter.Id id = meter.getId();
    switch (meter) {
      case Counter counter -> line(total(id), COUNTER, "", id, "", counter.count());
      case FunctionCounter counter -> line(total(id), COUNTER, "", id, "", counter.count());
      case TimeGauge gauge ->
          line(ending(name(id), SECONDS), GAUGE, "", id, "", gauge.value(TimeUnit.SECONDS));
      case Gauge gauge -> line(withUnit(id), GAUGE, "", id, "", gauge.value());
      case FunctionTimer timer -> {
        String family = ending(name(id), SECONDS);
        line(family, SUMMARY, "_count", id, "", timer.count());
        line(family, SUMMARY, "_sum", id, "", timer.totalTime(TimeUnit.SECONDS));
      }
      case LongTaskTimer timer -> {
        String family = ending(name(id), SECONDS);
        distribution(
            family,
            id,
            timer.takeSnapshot(),
            timer.duration(TimeUnit.SECONDS),
            value -> value.value(TimeUnit.SECONDS));
        line(family + "_max", GAUGE, "", id, "", timer.max(TimeUnit.SECONDS));
      }
      case Timer timer -> {
        String family = ending(name(id), SECONDS);
        distribution(
            family,
            id,
            timer.takeSnapshot(),
            timer.totalTime(TimeUnit.SECONDS),
            value -> value.value(TimeUnit.SECONDS));
        line(family + "_max", GAUGE, "", id, "", timer.max(TimeUnit.SECONDS));
      }
      case DistributionSummary summary -> {
        String family = withUnit(id);
        distribution(
            family, id, summary.takeSnapshot(), summary.totalAmount(), ValueAtPercentile::value);
        line(family + "_max", GAUGE, "", id, "", summary.max());
      }
      default -> measurements(meter);
    }
  }

  /**
   * Without buckets: those of a registry that is not Prometheus' own forget what is some minutes
   * old.
   */
  private void distribution(
      String family,
      Meter.Id id,
      HistogramSnapshot snapshot,
      double sum,
      ToDoubleFunction<ValueAtPercentile> value) {
    for (ValueAtPercentile one : snapshot.percentileValues()) {
      String quantile = "quantile=\"" + one.percentile() + "\"";
      line(family, SUMMARY, "", id, quantile, value.applyAsDouble(one));
    }
    line(family, SUMMARY, "_count", id, "", (double) snapshot.count());
    line(family, SUMMARY, "_sum", id, "", sum);
  }

  /** A meter of one's own kind, a family for each of its statistics. */
  private void measurements(Meter meter) {
    for (Measurement measurement : meter.measure()) {
      String statistic = measurement.getStatistic().getTagValueRepresentation();
      String family = name(meter.getId()) + "_" + NamingConvention.snakeCase.tagKey(statistic);
      line(family, "untyped", "", meter.getId(), "", measurement.getValue());
    }
  }

  private static String name(Meter.Id id) {
    return id.getConventionName(NamingConvention.snakeCase)
        .replaceAll("^[0-9]|[^a-zA-Z0-9_:]", "_");
  }

  /** Two underscores at the start are for Prometheus' own labels. */
  private static String label(Tag tag) {
    return tag.getKey().replaceAll("^[0-9]|[^a-zA-Z0-9_]", "_").replaceFirst("^__+", "_");
  }

  private static String withUnit(Meter.Id id) {
    String unit = id.getBaseUnit();
    return unit == null || unit.isEmpty()
        ? name(id)
        : ending(name(id), "_" + unit.replaceAll("[^a-zA-Z0-9_:]", "_"));
  }

  private static String total(Meter.Id id) {
    return ending(withUnit(id), "_total");
  }

  private static String ending(String name, String end) {
    return name.endsWith(end) ? name : name + end;
  }

  private void line(
      String family, String type, String suffix, Meter.Id id, String label, double value) {
    StringBuilder out =
        families.computeIfAbsent(
            family, name -> new StringBuilder("# TYPE " + name + " " + type + "\n"));
    out.append(family).append(suffix).append('{');
    Map<String, String> labels = new LinkedHashMap<>();
    id.getConventionTags(NamingConvention.snakeCase)
        .forEach(tag -> labels.put(label(tag), tag.getValue()));
    labels.forEach(
        (name, text) -> out.append(name).append("=\"").append(escaped(text)).append("\","));
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
