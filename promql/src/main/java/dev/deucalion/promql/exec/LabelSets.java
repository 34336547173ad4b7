package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import java.util.Arrays;
import java.util.List;

/** Parts of label sets. */
public final class LabelSets {
  /** The label for the type of a metric. */
  static final String TYPE = "__type__";

  private static final String UNIT = "__unit__";

  private LabelSets() {}

  /** The labels of these names. */
  public static Labels keep(Labels labels, List<String> names) {
    return filtered(labels, names, true);
  }

  /** The labels of other names. */
  static Labels without(Labels labels, List<String> names) {
    return filtered(labels, names, false);
  }

  /** The labels of other names, and not the metric name. */
  public static Labels withoutAndNameless(Labels labels, List<String> names) {
    return without(labels.withoutMetricName(), names);
  }

  /** The label set with one label set to a value, or removed where it is empty. */
  static Labels with(Labels labels, String name, String value) {
    return labels.get(name).equals(value) ? labels : labels.toBuilder().set(name, value).build();
  }

  /** The label set without what tells of the metric and not of the series: name, type and unit. */
  static Labels withoutMetadata(Labels labels) {
    Labels nameless = labels.withoutMetricName();
    return hasTypeOrUnit(nameless) ? without(nameless, List.of(TYPE, UNIT)) : nameless;
  }

  /** Mostly after a look at one name: few names sort before these. */
  private static boolean hasTypeOrUnit(Labels labels) {
    for (int i = 0; i < labels.size(); i++) {
      String name = labels.name(i);
      if (name.equals(TYPE) || name.equals(UNIT)) {
        return true;
      }
      if (name.compareTo(UNIT) > 0) {
        return false;
      }
    }
    return false;
  }

  /** Whether there is a metric name. */
  static boolean isNamed(Labels labels) {
    return labels.has(LabelNames.METRIC_NAME);
  }

  private static Labels filtered(Labels labels, List<String> names, boolean keep) {
    int size = labels.size();
    String[] pairs = new String[2 * size];
    int n = 0;
    for (int i = 0; i < size; i++) {
      if (names.contains(labels.name(i)) == keep) {
        pairs[n++] = labels.name(i);
        pairs[n++] = labels.value(i);
      }
    }
    return n == pairs.length ? labels : Labels.ofSortedPairs(Arrays.copyOf(pairs, n));
  }
}
