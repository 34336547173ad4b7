package dev.deucalion.testing.source;

import dev.deucalion.model.wire.WireWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Writes metrics of the Prometheus Java client as the protobuf messages that a scrape takes, which
 * is the format that loses nothing of them. Used once.
 *
 * @see <a
 *     href="https://github.com/prometheus/client_model/blob/master/io/prometheus/client/metrics.proto">metrics.proto</a>
 */
final class SnapshotEncoder {
  /** {@code MetricType}, by its numbers. */
  private enum Type {
    COUNTER(0),
    GAUGE(1),
    SUMMARY(2),
    UNTYPED(3),
    HISTOGRAM(4),
    GAUGE_HISTOGRAM(5);

    private final int number;

    Type(int number) {
      this.number = number;
    }
  }

  private final WireWriter out = new WireWriter();

  /** The messages of all metrics that were added, each behind its length. */
  byte[] toByteArray() {
    return out.toByteArray();
  }

  /** Adds a metric with all its points. */
  void add(MetricSnapshot metric) {
    switch (metric) {
      case CounterSnapshot counter -> add(counter);
      case GaugeSnapshot gauge -> add(gauge);
      case UnknownSnapshot unknown -> add(unknown);
      case InfoSnapshot info -> add(info);
      case StateSetSnapshot states -> add(states);
      case SummarySnapshot summary -> add(summary);
      case HistogramSnapshot histogram -> add(histogram);
      default -> throw new IllegalArgumentException("a metric of unknown kind: " + metric);
    }
  }

  private void add(CounterSnapshot counter) {
    int family = begin(counter.getMetadata(), "_total", Type.COUNTER);
    for (CounterSnapshot.CounterDataPointSnapshot point : counter.getDataPoints()) {
      int metric = begin(point.getLabels());
      int value = out.begin(3);
      out.float64(1, point.getValue());
      exemplar(2, point.getExemplar());
      out.end(value);
      end(metric, point);
    }
    out.end(family);
  }

  private void add(GaugeSnapshot gauge) {
    int family = begin(gauge.getMetadata(), "", Type.GAUGE);
    for (GaugeSnapshot.GaugeDataPointSnapshot point : gauge.getDataPoints()) {
      number(point, 2, point.getLabels(), point.getValue());
    }
    out.end(family);
  }

  private void add(UnknownSnapshot unknown) {
    int family = begin(unknown.getMetadata(), "", Type.UNTYPED);
    for (UnknownSnapshot.UnknownDataPointSnapshot point : unknown.getDataPoints()) {
      number(point, 5, point.getLabels(), point.getValue());
    }
    out.end(family);
  }

  private void add(InfoSnapshot info) {
    int family = begin(info.getMetadata(), "_info", Type.GAUGE);
    for (InfoSnapshot.InfoDataPointSnapshot point : info.getDataPoints()) {
      number(point, 2, point.getLabels(), 1);
    }
    out.end(family);
  }

  private void add(StateSetSnapshot states) {
    int family = begin(states.getMetadata(), "", Type.GAUGE);
    for (StateSetSnapshot.StateSetDataPointSnapshot point : states.getDataPoints()) {
      for (int i = 0; i < point.size(); i++) {
        Labels labels = point.getLabels().add(states.getMetadata().getName(), point.getName(i));
        number(point, 2, labels, point.isTrue(i) ? 1 : 0);
      }
    }
    out.end(family);
  }

  /**
   * A metric that is a number.
   *
   * @param field of its kind
   */
  private void number(DataPointSnapshot point, int field, Labels labels, double number) {
    int metric = begin(labels);
    int value = out.begin(field);
    out.float64(1, number);
    out.end(value);
    end(metric, point);
  }

  private void add(SummarySnapshot summary) {
    int family = begin(summary.getMetadata(), "", Type.SUMMARY);
    for (SummarySnapshot.SummaryDataPointSnapshot point : summary.getDataPoints()) {
      int metric = begin(point.getLabels());
      int value = out.begin(4);
      out.int64(1, point.hasCount() ? point.getCount() : 0);
      out.float64(2, point.hasSum() ? point.getSum() : Double.NaN);
      for (Quantile quantile : point.getQuantiles()) {
        int one = out.begin(3);
        out.float64(1, quantile.getQuantile());
        out.float64(2, quantile.getValue());
        out.end(one);
      }
      out.end(value);
      end(metric, point);
    }
    out.end(family);
  }

  private void add(HistogramSnapshot histogram) {
    int family =
        begin(
            histogram.getMetadata(),
            "",
            histogram.isGaugeHistogram() ? Type.GAUGE_HISTOGRAM : Type.HISTOGRAM);
    for (HistogramSnapshot.HistogramDataPointSnapshot point : histogram.getDataPoints()) {
      int metric = begin(point.getLabels());
      int value = out.begin(7);
      HistogramMessages.write(out, point);
      out.end(value);
      end(metric, point);
    }
    out.end(family);
  }

  /**
   * Begins a family.
   *
   * @param suffix what its name ends with
   */
  private int begin(MetricMetadata metadata, String suffix, Type type) {
    String name = metadata.getName();
    int family = out.beginDelimited();
    out.string(1, name.endsWith(suffix) ? name : name + suffix);
    String help = metadata.getHelp();
    if (help != null) {
      out.string(2, help);
    }
    out.int64(3, type.number);
    return family;
  }

  private int begin(Labels labels) {
    int metric = out.begin(4);
    labels(1, labels);
    return metric;
  }

  private void end(int metric, DataPointSnapshot point) {
    if (point.hasScrapeTimestamp()) {
      out.int64(6, point.getScrapeTimestampMillis());
    }
    out.end(metric);
  }

  private void labels(int field, Labels labels) {
    write(out, field, labels);
  }

  private void exemplar(int field, @Nullable Exemplar exemplar) {
    if (exemplar != null) {
      write(out, field, exemplar);
    }
  }

  static void write(WireWriter out, int field, Labels labels) {
    for (int i = 0; i < labels.size(); i++) {
      int label = out.begin(field);
      out.string(1, labels.getName(i));
      out.string(2, labels.getValue(i));
      out.end(label);
    }
  }

  /** Without its time, which is that of the day: the sample's own takes its place. */
  static void write(WireWriter out, int field, Exemplar exemplar) {
    int message = out.begin(field);
    write(out, 1, exemplar.getLabels());
    out.float64(2, exemplar.getValue());
    out.end(message);
  }
}
