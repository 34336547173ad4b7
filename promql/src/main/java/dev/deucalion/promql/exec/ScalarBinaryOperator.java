package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.List;

/** A binary operator between two scalars. */
final class ScalarBinaryOperator implements VectorOperator {
  private final BinaryFunction function;
  private final ScalarColumn left;
  private final ScalarColumn right;

  ScalarBinaryOperator(BinaryFunction function, ScalarColumn left, ScalarColumn right) {
    this.function = function;
    this.left = left;
    this.right = right;
  }

  @Override
  public List<Labels> series() {
    return ConstantOperator.UNLABELED;
  }

  @Override
  public void read(int series, Column out) {
    function.apply(left.column(), right.column(), left.column(), out);
  }
}
