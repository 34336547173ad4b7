package dev.deucalion.server.cli.push;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.promql.number.GoFormat;
import dev.deucalion.scrape.exposition.EntryKind;
import dev.deucalion.scrape.exposition.ExpositionException;
import dev.deucalion.scrape.exposition.ExpositionFormat;
import dev.deucalion.scrape.exposition.ExpositionParser;
import dev.deucalion.server.remote.message.MetadataRequest;
import dev.deucalion.server.remote.message.SampleBatch;
import dev.deucalion.server.remote.message.SentSeries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metrics of a body of the text format, ready to be sent. Filled once. */
final class PushedMetrics {
  private final Map<String, String> labels;
  private final long nowMs;
  private final SampleBatch samples = new SampleBatch(Integer.MAX_VALUE);
  private final Map<String, MetricType> types = new LinkedHashMap<>();
  private final Map<String, String> helps = new HashMap<>();

  private PushedMetrics(Map<String, String> labels, long nowMs) {
    this.labels = labels;
    this.nowMs = nowMs;
  }

  /**
   * Reads a body.
   *
   * @param labels added to each series, and stronger than its own
   * @param nowMs time of samples that have none
   * @throws ExpositionException when it is not in the format
   */
  static PushedMetrics read(byte[] body, Map<String, String> labels, long nowMs)
      throws ExpositionException {
    PushedMetrics metrics = new PushedMetrics(labels, nowMs);
    ExpositionParser parser = ExpositionFormat.TEXT.newParser();
    parser.reset(body, body.length);
    for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
      switch (kind) {
        case TYPE -> metrics.types.put(parser.name(), parser.type());
        case HELP -> metrics.helps.put(parser.name(), parser.help());
        case SERIES -> metrics.add(parser);
        case HISTOGRAM, UNIT, COMMENT, END -> {}
      }
    }
    return metrics;
  }

  private void add(ExpositionParser parser) throws ExpositionException {
    LabelsBuilder builder = parser.labels().toBuilder();
    String name = builder.get(LabelNames.METRIC_NAME);
    switch (parser.type()) {
      case HISTOGRAM -> shorten(builder, LabelNames.BUCKET);
      case SUMMARY -> shorten(builder, LabelNames.QUANTILE);
      default -> {}
    }
    labels.forEach(builder::set);
    SentSeries series = new SentSeries(samples.count(), symbols(builder.build()));
    String family = types.containsKey(name) ? name : name.replaceFirst("_(bucket|sum|count)$", "");
    series.describe(
        new Metadata(
            types.getOrDefault(family, MetricType.UNKNOWN), "", helps.getOrDefault(family, "")));
    long timeMs = parser.hasTimestamp() ? parser.timestampMs() : nowMs;
    samples.add(series, timeMs, Double.doubleToRawLongBits(parser.value()), null, 0);
  }

  /** Bounds and quantiles are sent with the fewest digits. */
  private static void shorten(LabelsBuilder builder, String name) {
    if (builder.has(name)) {
      String text = builder.get(name);
      builder.set(name, text.equals("+Inf") ? text : GoFormat.general(Double.parseDouble(text)));
    }
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

  /** What is known of each metric that has a type. */
  List<MetadataRequest.Metric> metadata() {
    return types.entrySet().stream()
        .map(type ->
            new MetadataRequest.Metric(
                type.getKey(), type.getValue(), helps.getOrDefault(type.getKey(), ""), ""))
        .toList();
  }
}
