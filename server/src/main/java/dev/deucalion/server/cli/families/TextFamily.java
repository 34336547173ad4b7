package dev.deucalion.server.cli.families;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metrics of one name. Filled while they are read. */
public final class TextFamily {
  private final String name;
  private final List<TextMetric> metrics = new ArrayList<>();

  /** Metrics of several samples, by their labels in any order. */
  private final Map<Map<String, String>, TextMetric> composites = new HashMap<>();

  private @Nullable FamilyType type;
  private @Nullable String help;

  TextFamily(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** Null where no line has said it. */
  public @Nullable String help() {
    return help;
  }

  void setHelp(String text) {
    help = text;
  }

  boolean hasType() {
    return type != null;
  }

  /** Untyped where no line has said it. */
  public FamilyType type() {
    return type == null ? FamilyType.UNTYPED : type;
  }

  void setType(FamilyType newType) {
    type = newType;
  }

  /** In the order in which they begin. */
  public List<TextMetric> metrics() {
    return metrics;
  }

  /** The metric that a sample with these labels belongs to. */
  TextMetric metric(List<TextMetric.Label> labels) {
    if (!type().isComposite()) {
      return added(labels);
    }
    Map<String, String> key = new HashMap<>();
    labels.forEach(label -> key.put(label.name(), label.value()));
    return composites.computeIfAbsent(key, _ -> added(labels));
  }

  private TextMetric added(List<TextMetric.Label> labels) {
    TextMetric metric = new TextMetric(labels);
    metrics.add(metric);
    return metric;
  }
}
