package dev.deucalion.promql.exec;

import dev.deucalion.promql.kernel.Column;

/** Reads what nobody needs, for what may be wrong with it. */
final class Drain {
  private Drain() {}

  /** Reads all series of an operator. */
  static void all(QueryLimits limits, VectorOperator input, int steps) {
    Column column = new Column(steps, limits);
    for (int i = 0; i < input.series().size(); i++) {
      input.read(i, column);
    }
    column.dropHistograms();
  }
}
