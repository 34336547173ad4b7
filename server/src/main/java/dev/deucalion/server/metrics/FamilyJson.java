package dev.deucalion.server.metrics;

import dev.deucalion.http.encode.JsonWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DistributionDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * Metric families as the JSON of the message {@code io.prometheus.client.MetricFamily}, in which
 * numbers of 64 bits are texts.
 */
final class FamilyJson {
  private final JsonWriter out;

  FamilyJson(JsonWriter out) {
    this.out = out;
  }

  /**
   * Writes a family with all its metrics.
   *
   * @param wanted asked about the name that the family has in the text format
   */
  void write(MetricSnapshot family, Predicate<String> wanted) throws IOException {
    Kind kind = Kind.of(family);
    String name = family.getMetadata().getPrometheusName() + kind.suffix;
    if (!wanted.test(name)) {
      return;
    }
    out.beginObject();
    text("name", name);
    String help = family.getMetadata().getHelp();
    text("help", help == null ? "" : help);
    text("type", kind.type);
    out.name("metric");
    out.beginArray();
    for (DataPointSnapshot point : family.getDataPoints()) {
      writeMetric(point);
    }
    out.endArray();
    out.endObject();
  }

  private void writeMetric(DataPointSnapshot point) throws IOException {
    out.beginObject();
    if (!point.getLabels().isEmpty()) {
      out.name("label");
      out.beginArray();
      for (Label label : point.getLabels()) {
        out.beginObject();
        text("name", label.getName());
        text("value", label.getValue());
        out.endObject();
      }
      out.endArray();
    }
    switch (point) {
      case CounterDataPointSnapshot counter -> writeValue("counter", counter.getValue());
      case GaugeDataPointSnapshot gauge -> writeValue("gauge", gauge.getValue());
      case UnknownDataPointSnapshot unknown -> writeValue("untyped", unknown.getValue());
      case SummaryDataPointSnapshot summary -> writeSummary(summary);
      case HistogramDataPointSnapshot histogram -> writeHistogram(histogram);
      default -> writeValue("gauge", 1);
    }
    out.endObject();
  }

  private void writeValue(String kind, double value) throws IOException {
    out.name(kind);
    out.beginObject();
    number("value", value);
    out.endObject();
  }

  private void writeSummary(SummaryDataPointSnapshot summary) throws IOException {
    out.name("summary");
    out.beginObject();
    writeTotals(summary);
    if (summary.getQuantiles().size() > 0) {
      out.name("quantile");
      out.beginArray();
      for (Quantile quantile : summary.getQuantiles()) {
        out.beginObject();
        number("quantile", quantile.getQuantile());
        number("value", quantile.getValue());
        out.endObject();
      }
      out.endArray();
    }
    out.endObject();
  }

  private void writeHistogram(HistogramDataPointSnapshot histogram) throws IOException {
    out.name("histogram");
    out.beginObject();
    writeTotals(histogram);
    if (histogram.hasClassicHistogramData()) {
      out.name("bucket");
      out.beginArray();
      ClassicHistogramBuckets buckets = histogram.getClassicBuckets();
      long below = 0;
      for (int i = 0; i < buckets.size(); i++) {
        below += buckets.getCount(i);
        if (Double.isFinite(buckets.getUpperBound(i))) {
          out.beginObject();
          text("cumulativeCount", Long.toString(below));
          number("upperBound", buckets.getUpperBound(i));
          out.endObject();
        }
      }
      out.endArray();
    }
    out.endObject();
  }

  private void writeTotals(DistributionDataPointSnapshot point) throws IOException {
    text("sampleCount", Long.toString(point.hasCount() ? point.getCount() : 0));
    number("sampleSum", point.hasSum() ? point.getSum() : 0);
  }

  private void text(String name, String value) throws IOException {
    out.name(name);
    out.string(value);
  }

  private void number(String name, double value) throws IOException {
    out.name(name);
    if (Double.isFinite(value)) {
      out.number(value);
    } else {
      out.string(Double.toString(value));
    }
  }

  /** Kinds of families, as the message and the text format call them. */
  private enum Kind {
    COUNTER("COUNTER", "_total"),
    GAUGE("GAUGE", ""),
    INFO("GAUGE", "_info"),
    SUMMARY("SUMMARY", ""),
    HISTOGRAM("HISTOGRAM", ""),
    UNTYPED("UNTYPED", "");

    final String type;
    final String suffix;

    Kind(String type, String suffix) {
      this.type = type;
      this.suffix = suffix;
    }

    static Kind of(MetricSnapshot family) {
      if (family instanceof InfoSnapshot) {
        return INFO;
      }
      if (family.getDataPoints().isEmpty()) {
        return UNTYPED;
      }
      return switch (family.getDataPoints().getFirst()) {
        case CounterDataPointSnapshot _ -> COUNTER;
        case SummaryDataPointSnapshot _ -> SUMMARY;
        case HistogramDataPointSnapshot _ -> HISTOGRAM;
        case UnknownDataPointSnapshot _ -> UNTYPED;
        default -> GAUGE;
      };
    }
  }
}
