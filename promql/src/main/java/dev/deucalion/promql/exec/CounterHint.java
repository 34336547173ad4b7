package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.PositionRange;
import java.util.List;
import java.util.Set;

/** What says whether a series is a counter, before its rate is taken. */
public enum CounterHint {
  /** The end of its name. */
  NAME {
    @Override
    void check(Labels labels, PositionRange position, Annotations annotations) {
      String metric = labels.metricName();
      for (String suffix : SUFFIXES) {
        if (metric.endsWith(suffix)) {
          return;
        }
      }
      annotations.possibleNonCounter(metric, position);
    }
  },

  /** Its label {@code __type__}. */
  TYPE_LABEL {
    @Override
    void check(Labels labels, PositionRange position, Annotations annotations) {
      String type = labels.get(LabelSets.TYPE);
      if (!TYPES.contains(type)) {
        annotations.possibleNonCounter(labels.metricName(), type, position);
      }
    }
  };

  private static final List<String> SUFFIXES = List.of("_total", "_sum", "_count", "_bucket");
  private static final Set<String> TYPES = Set.of("counter", "histogram");

  /**
   * Tells the user where a series is no counter by what there is to go by.
   *
   * @param labels of a series with a metric name
   */
  abstract void check(Labels labels, PositionRange position, Annotations annotations);
}
