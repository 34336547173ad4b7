package dev.deucalion.http.otlp;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was taken of one request although it cannot be what its sender means. */
final class OtlpWarnings {
  private static final int MAX_TEXTS = 20;

  private final OtlpCounters counters;
  private final Set<String> texts = new LinkedHashSet<>();

  OtlpWarnings(OtlpCounters counters) {
    this.counters = counters;
  }

  void collision(String source, String label) {
    add(
        OtlpCounters.Warning.LABEL_NAME_COLLISION,
        "OTLP "
            + source
            + " attributes collide as label "
            + label
            + " after name sanitization, values are concatenated with ';'");
  }

  void noPoints(String metric) {
    add(OtlpCounters.Warning.EMPTY_DATA_POINTS, "empty data points. " + metric + " is dropped");
  }

  void sumWithoutCount(double sum) {
    add(
        OtlpCounters.Warning.HISTOGRAM_ZERO_COUNT_NON_ZERO_SUM,
        "histogram data point has zero count, but non-zero sum: " + sum);
  }

  /** Is told, yet is no kind of warning that is counted. */
  void notNewer(String metric) {
    if (texts.size() < MAX_TEXTS) {
      texts.add("a data point of " + metric + " is no newer than the last of its stream; dropped");
    }
  }

  private void add(OtlpCounters.Warning warning, String text) {
    if (texts.size() < MAX_TEXTS && texts.add(text)) {
      counters.count(warning);
    }
  }

  /** Each once. */
  List<String> texts() {
    return List.copyOf(texts);
  }
}
