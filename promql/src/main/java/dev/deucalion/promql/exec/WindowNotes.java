package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.promql.ast.PositionRange;
import dev.deucalion.promql.window.WindowNote;

/** The annotations that stand for {@link WindowNote}s. */
final class WindowNotes {
  private WindowNotes() {}

  /**
   * Tells a note.
   *
   * @param count how often it was made
   * @param metricName of the series; may be empty
   * @param position where the first argument of the function stands
   */
  static void tell(
      WindowNote note,
      int count,
      String metricName,
      PositionRange position,
      Annotations annotations) {
    String name = GoQuote.quote(metricName);
    switch (note) {
      case MIXED_KINDS ->
          annotations.warn(
              "encountered a mix of histograms and floats for metric name " + name, position);
      case HISTOGRAMS_IGNORED ->
          annotations.inform(
              "ignored histograms in a range containing both floats and histograms for metric name "
                  + name,
              position);
      case MIXED_BUCKETS ->
          annotations.warn(
              "vector contains a mix of histograms with exponential and custom buckets schemas for"
                  + " metric name "
                  + name,
              position);
      case NOT_COUNTER ->
          annotations.warn("this native histogram metric is not a counter: " + name, position);
      case NOT_GAUGE ->
          annotations.warn("this native histogram metric is not a gauge: " + name, position);
      case RESETS_COLLIDE ->
          annotations.warn("conflicting counter resets during histogram aggregation", position);
      case BOUNDS_RECONCILED_IN_AGGREGATION ->
          annotations.inform(RECONCILED + "aggregation", position);
      case BOUNDS_RECONCILED_IN_ADDITION -> annotations.inform(RECONCILED + "addition", position);
      case BOUNDS_RECONCILED_IN_SUBTRACTION ->
          annotations.inform(RECONCILED + "subtraction", position);
      case STARTS_OVERLAP -> annotations.startsOverlap(metricName, count, position);
    }
  }

  private static final String RECONCILED = "mismatched custom buckets were reconciled during ";
}
