package dev.deucalion.testing.answer;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;

/** Labels as PromQL writes a series. */
final class SeriesText {
  private SeriesText() {}

  /** The name in front of the braces where it can stand there, and no braces without labels. */
  static String of(Labels labels) {
    String name = labels.metricName();
    if (!LabelNames.isLegacyMetricName(name)) {
      return labels.toString();
    }
    Labels rest = labels.withoutMetricName();
    return rest.isEmpty() ? name : name + rest;
  }
}
