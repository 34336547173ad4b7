package dev.deucalion.server.cli.check.lint;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.MetricType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A family of metrics as a body of the text format gives it. Filled while it is read. */
final class MetricFamily {
  private final String name;
  private MetricType type = MetricType.UNKNOWN;
  private @Nullable String help;

  /** Labels of samples that stand alone, in their order, as often as they come. */
  private final List<Labels> samples = new ArrayList<>();

  /** Buckets or quantiles of each metric of a histogram or summary. */
  private final Map<Labels, Set<String>> parts = new LinkedHashMap<>();

  MetricFamily(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  MetricType type() {
    return type;
  }

  void setType(MetricType newType) {
    type = newType;
  }

  /** Null where no line has said it. */
  @Nullable String help() {
    return help;
  }

  void setHelp(String text) {
    help = text;
  }

  boolean hasSamples() {
    return !samples.isEmpty() || !parts.isEmpty();
  }

  /** Whether its samples belong together in metrics. */
  boolean isComposite() {
    return type == MetricType.HISTOGRAM || type == MetricType.SUMMARY;
  }

  void addSample(Labels labels) {
    samples.add(labels);
  }

  /**
   * A sample of a histogram or summary.
   *
   * @param metric labels of the metric without that of the part
   * @param part bucket or quantile; empty for sum and count
   */
  void addPart(Labels metric, String part) {
    Set<String> known = parts.computeIfAbsent(metric, _ -> new LinkedHashSet<>());
    if (!part.isEmpty()) {
      known.add(part);
    }
  }

  /** The labels of each metric, without its name. */
  List<Labels> metrics() {
    return isComposite() ? List.copyOf(parts.keySet()) : samples;
  }

  /** How many series it has, by the parts of its first metric. */
  int seriesCount() {
    if (!isComposite() || parts.isEmpty()) {
      return metrics().size();
    }
    return parts.size() * (2 + parts.values().iterator().next().size());
  }
}
