package dev.deucalion.scrape.exposition;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.model.metadata.MetricType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Gathers the labels of one series or exemplar. Needed once a new series. */
final class LabelCollector {
  private record Label(String name, String value) implements Comparable<Label> {
    /** By name alone; labels of one name stay in their order. */
    @Override
    public int compareTo(Label other) {
      return Utf8Order.compare(name, other.name);
    }
  }

  private final List<Label> labels = new ArrayList<>();
  private boolean withType;
  private boolean withUnit;

  /** Adds the metric name. */
  void metric(String name) {
    labels.add(new Label(LabelNames.METRIC_NAME, name));
  }

  /** Adds type and unit, as far as they are known; labels of their names are left out from now. */
  void typeAndUnit(MetricType type, String unit) {
    withType = type != MetricType.UNKNOWN;
    withUnit = !unit.isEmpty();
    if (withType) {
      labels.add(new Label(LabelNames.TYPE, type.text()));
    }
    if (withUnit) {
      labels.add(new Label(LabelNames.UNIT, unit));
    }
  }

  void add(String name, String value) {
    boolean reserved =
        withType && name.equals(LabelNames.TYPE) || withUnit && name.equals(LabelNames.UNIT);
    if (!reserved) {
      labels.add(new Label(name, value));
    }
  }

  /** A text as a number in OpenMetrics' form, where it is a number. */
  static String normalized(String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    return GoFloat.check(text, 0, text.length) == GoFloat.Problem.NONE
        ? GoFloat.formatOpenMetrics(GoFloat.parse(text, 0, text.length))
        : value;
  }

  /**
   * The first name that more than one label has, empty where there is none. A name with an empty
   * value among its values is no label, as in Prometheus.
   */
  String duplicate() {
    Collections.sort(labels);
    for (int i = 0; i < labels.size(); ) {
      int end = endOfName(i);
      if (end - i > 1 && !hasEmptyValue(i, end)) {
        return labels.get(i).name;
      }
      i = end;
    }
    return "";
  }

  /** The labels, sorted; {@link #duplicate} has found none. */
  Labels build() {
    Collections.sort(labels);
    List<String> pairs = new ArrayList<>(2 * labels.size());
    for (int i = 0; i < labels.size(); ) {
      int end = endOfName(i);
      if (!hasEmptyValue(i, end)) {
        pairs.add(labels.get(i).name);
        pairs.add(labels.get(i).value);
      }
      i = end;
    }
    return Labels.ofSortedPairs(pairs.toArray(new String[0]));
  }

  private int endOfName(int from) {
    int end = from + 1;
    while (end < labels.size() && labels.get(end).name.equals(labels.get(from).name)) {
      end++;
    }
    return end;
  }

  private boolean hasEmptyValue(int from, int to) {
    for (int i = from; i < to; i++) {
      if (labels.get(i).value.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** The labels as Prometheus shows them in errors. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("{");
    for (Label label : labels) {
      out.append(out.length() == 1 ? "" : ", ");
      out.append(LabelNames.isLegacyLabelName(label.name) ? label.name : GoQuote.quote(label.name));
      out.append('=').append(GoQuote.quote(label.value));
    }
    return out.append('}').toString();
  }
}
