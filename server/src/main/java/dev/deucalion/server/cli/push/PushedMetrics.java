package dev.deucalion.server.cli.push;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.promql.number.GoFormat;
import dev.deucalion.server.cli.families.FamilyType;
import dev.deucalion.server.cli.families.TextFamilies;
import dev.deucalion.server.cli.families.TextFamily;
import dev.deucalion.server.cli.families.TextFormatException;
import dev.deucalion.server.cli.families.TextMetric;
import dev.deucalion.server.remote.message.MetadataRequest;
import dev.deucalion.server.remote.message.SampleBatch;
import dev.deucalion.server.remote.message.SentSeries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Metrics of a body of the text format, ready to be sent. Filled once. */
final class PushedMetrics {
  private final Map<String, String> labels;
  private final long nowMs;
  private final SampleBatch samples = new SampleBatch(Integer.MAX_VALUE);
  private final List<MetadataRequest.Metric> metadata = new ArrayList<>();

  private PushedMetrics(Map<String, String> labels, long nowMs) {
    this.labels = labels;
    this.nowMs = nowMs;
  }

  /**
   * Reads a body.
   *
   * @param labels added to each series that does not have them; a job of its own becomes the
   *     exported job
   * @param nowMs time of samples that have none
   * @throws TextFormatException when it is not in the format
   */
  static PushedMetrics read(byte[] body, Map<String, String> labels, long nowMs)
      throws TextFormatException {
    PushedMetrics metrics = new PushedMetrics(labels, nowMs);
    TextFamilies.read(body).stream()
        .sorted(Comparator.comparing(TextFamily::name))
        .forEach(metrics::add);
    return metrics;
  }

  private void add(TextFamily family) {
    String told = family.help();
    String help = told == null ? "" : told;
    MetricType type = type(family.type());
    metadata.add(new MetadataRequest.Metric(family.name(), type, help, ""));
    Metadata description = new Metadata(type, "", help);
    for (TextMetric metric : family.metrics()) {
      if (family.type().isComposite()) {
        addComposite(family, metric, description);
      } else {
        LabelsBuilder series = labels(family.name(), metric);
        add(series, metric, metric.value(), description);
      }
    }
  }

  private static MetricType type(FamilyType type) {
    return switch (type) {
      case COUNTER -> MetricType.COUNTER;
      case GAUGE -> MetricType.GAUGE;
      case SUMMARY -> MetricType.SUMMARY;
      case UNTYPED -> MetricType.UNKNOWN;
      case HISTOGRAM -> MetricType.HISTOGRAM;
      case GAUGE_HISTOGRAM -> MetricType.GAUGEHISTOGRAM;
    };
  }

  /** Buckets or quantiles, then the sum and the count; a histogram always has a last bucket. */
  private void addComposite(TextFamily family, TextMetric metric, Metadata description) {
    boolean summary = family.type() == FamilyType.SUMMARY;
    LabelsBuilder series = labels(family.name(), metric);
    String name = series.get(LabelNames.METRIC_NAME);
    String partName = summary ? name : name + "_bucket";
    List<TextMetric.Part> parts = new ArrayList<>(metric.parts());
    if (!summary && parts.stream().noneMatch(part -> part.bound() == Double.POSITIVE_INFINITY)) {
      parts.add(new TextMetric.Part(Double.POSITIVE_INFINITY, metric.count()));
    }
    for (TextMetric.Part part : parts) {
      LabelsBuilder own = labels(family.name(), metric);
      own.set(LabelNames.METRIC_NAME, partName);
      own.set(family.type().partLabel(), GoFormat.general(part.bound()));
      add(own, metric, part.value(), description);
    }
    series.set(LabelNames.METRIC_NAME, name + "_sum");
    add(series, metric, metric.sum(), description);
    series.set(LabelNames.METRIC_NAME, name + "_count");
    add(series, metric, metric.count(), description);
  }

  private LabelsBuilder labels(String name, TextMetric metric) {
    LabelsBuilder builder = Labels.EMPTY.toBuilder();
    builder.set(LabelNames.METRIC_NAME, name);
    labels.forEach(builder::set);
    for (TextMetric.Label label : metric.labels()) {
      boolean job = label.name().equals(LabelNames.JOB);
      builder.set(job ? "exported_job" : label.name(), label.value());
    }
    return builder;
  }

  private void add(LabelsBuilder labels, TextMetric metric, double value, Metadata description) {
    SentSeries series = new SentSeries(samples.count(), symbols(labels.build()));
    series.describe(description);
    long timeMs = metric.timeMs() == 0 ? nowMs : metric.timeMs();
    samples.add(series, timeMs, Double.doubleToRawLongBits(value), null, 0);
  }

  private static byte[][] symbols(Labels labels) {
    List<byte[]> symbols = new ArrayList<>();
    labels.forEach((name, value) -> {
      symbols.add(name.getBytes(StandardCharsets.UTF_8));
      symbols.add(value.getBytes(StandardCharsets.UTF_8));
    });
    return symbols.toArray(byte[][]::new);
  }

  SampleBatch samples() {
    return samples;
  }

  /** What is known of each family. */
  List<MetadataRequest.Metric> metadata() {
    return metadata;
  }
}
