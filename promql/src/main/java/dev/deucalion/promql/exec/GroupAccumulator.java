package dev.deucalion.promql.exec;

import dev.deucalion.promql.kernel.Column;

/**
 * What one group of an aggregation has come to at each step. Series are added in the order of the
 * input, which matters for the last bits of sums.
 */
interface GroupAccumulator {
  /** Adds a series; the column stays the caller's. */
  void add(Column series);

  /** Gives the result at steps where the group had a value; called once, after all series. */
  void finish(Column out);
}
