package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.kernel.Column;
import java.util.List;

/** Reads what nobody needs, for what may be wrong with it. */
final class Drain {
  private Drain() {}

  /**
   * The series of the right side of a binary operator. Where they have a fault, one of the left
   * side is told of in its place, which is evaluated first.
   *
   * @throws QueryException when the query cannot be evaluated
   */
  static List<Labels> rightSeries(
      QueryLimits limits, VectorOperator left, VectorOperator right, int steps) {
    left.series();
    try {
      return right.series();
    } catch (QueryException e) {
      all(limits, left, steps);
      throw e;
    }
  }

  /** Reads all series of an operator. */
  static void all(QueryLimits limits, VectorOperator input, int steps) {
    Column column = new Column(steps, limits);
    for (int i = 0; i < input.series().size(); i++) {
      input.read(i, column);
    }
    column.dropHistograms();
  }
}
