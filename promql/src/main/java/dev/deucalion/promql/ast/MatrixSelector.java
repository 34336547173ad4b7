package dev.deucalion.promql.ast;

import org.jspecify.annotations.Nullable;

/**
 * A range vector selector, {@code selector[range]}.
 *
 * @param rangeMs length of the range; 0 where {@code rangeExpr} is there
 * @param rangeExpr the range as an expression of durations, to be evaluated for each query; or null
 */
public record MatrixSelector(
    VectorSelector selector, long rangeMs, @Nullable Expr rangeExpr, PositionRange position)
    implements Expr {
  @Override
  public ValueType type() {
    return ValueType.MATRIX;
  }
}
