package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import java.util.Arrays;
import java.util.List;

/** Parts of label sets. */
final class LabelSets {
  private LabelSets() {}

  /** The labels of these names. */
  static Labels keep(Labels labels, List<String> names) {
    return filtered(labels, names, true);
  }

  /** The labels of other names. */
  static Labels without(Labels labels, List<String> names) {
    return filtered(labels, names, false);
  }

  /** The labels of other names, and not the metric name. */
  static Labels withoutAndNameless(Labels labels, List<String> names) {
    return without(labels.withoutMetricName(), names);
  }

  /** The label set with one label set to a value, or removed where it is empty. */
  static Labels with(Labels labels, String name, String value) {
    return labels.get(name).equals(value) ? labels : labels.toBuilder().set(name, value).build();
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
