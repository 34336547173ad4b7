package dev.deucalion.promql.ast;

import org.jspecify.annotations.Nullable;

/**
 * A binary operation.
 *
 * @param matching how vectors match; null unless both sides are instant vectors
 * @param returnBool whether a comparison gives 0 or 1 instead of filtering
 */
public record BinaryExpr(
    BinaryOp op,
    Expr left,
    Expr right,
    @Nullable VectorMatching matching,
    boolean returnBool,
    PositionRange position)
    implements Expr {
  @Override
  public ValueType type() {
    return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR
        ? ValueType.SCALAR
        : ValueType.VECTOR;
  }
}
