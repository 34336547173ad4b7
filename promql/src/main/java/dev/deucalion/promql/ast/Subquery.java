package dev.deucalion.promql.ast;

import org.jspecify.annotations.Nullable;

/**
 * A subquery, {@code expr[range:step]}.
 *
 * @param rangeExpr the range as an expression of durations; or null
 * @param stepMs 0 for the default, which is the global evaluation interval
 * @param stepExpr the step as an expression of durations; or null
 */
public record Subquery(
    Expr expr,
    long rangeMs,
    @Nullable Expr rangeExpr,
    long stepMs,
    @Nullable Expr stepExpr,
    Offset offset,
    @Nullable AtModifier at,
    PositionRange position)
    implements Expr {
  @Override
  public ValueType type() {
    return ValueType.MATRIX;
  }
}
