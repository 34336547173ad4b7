package dev.deucalion.promql.exec;

import dev.deucalion.promql.kernel.Column;

/** The values of a scalar expression at all steps, read once, when they are first needed. */
final class ScalarColumn {
  private final VectorOperator scalar;
  private final Column column;
  private boolean read;

  ScalarColumn(QueryLimits limits, VectorOperator scalar, int steps) {
    this.scalar = scalar;
    this.column = limits.workingColumn(steps);
  }

  /** A column that has a value at every step. */
  Column column() {
    if (!read) {
      scalar.series();
      scalar.read(0, column);
      read = true;
    }
    return column;
  }

  double[] values() {
    return column().values;
  }
}
