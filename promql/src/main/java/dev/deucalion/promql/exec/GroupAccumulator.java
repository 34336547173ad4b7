package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;

/**
 * What one group of an aggregation has come to at each step. Series are added in the order of the
 * input, which matters for the last bits of sums.
 */
interface GroupAccumulator {
  /**
   * Adds a series.
   *
   * @param labels of the series, for texts
   * @param series stays the caller's
   */
  void add(Labels labels, Column series);

  /** Gives the result at steps where the group had a value; called once, after all series. */
  void finish(Column out);
}
