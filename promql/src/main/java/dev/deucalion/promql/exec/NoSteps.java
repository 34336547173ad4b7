package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.List;

/** What a subquery has inside when none of its steps is in its range. */
enum NoSteps implements VectorOperator {
  OPERATOR;

  @Override
  public List<Labels> series() {
    return List.of();
  }

  @Override
  public void read(int series, Column out) {
    throw new IndexOutOfBoundsException(series);
  }
}
