package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * Series of an input that an operator has chosen values of. Holds a column of each from {@link
 * #add} to {@link #read}.
 */
final class KeptSeries {
  private final QueryLimits limits;
  private final VectorOperator input;
  private final int steps;
  private final List<Labels> labels = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private final List<Integer> origins = new ArrayList<>();

  KeptSeries(QueryLimits limits, VectorOperator input, int steps) {
    this.limits = limits;
    this.input = input;
    this.steps = steps;
  }

  /**
   * Adds a series.
   *
   * @param origin its index in the input
   * @param column of the chosen values; taken over, and floats may be added later by who
   *     {@linkplain QueryLimits#holdSamples counts} them; counts its own histograms
   */
  void add(int origin, Column column) {
    limits.holdColumn(steps);
    limits.holdSamples(column.sampleCount());
    labels.add(input.series().get(origin));
    columns.add(column);
    origins.add(origin);
  }

  /** The labels of the series, in the order in which they were added. */
  List<Labels> labels() {
    return labels;
  }

  /** As {@link VectorOperator#read}. */
  void read(int series, Column out) {
    out.takeFrom(columns.get(series));
    limits.releaseColumn(steps);
    limits.releaseSamples(out.sampleCount());
  }

  /** As {@link VectorOperator#losesName}. */
  boolean losesName(int series) {
    return input.losesName(origins.get(series));
  }
}
