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
  /** A scalar when both sides are, else an instant vector. Safe for chains of any length. */
  @Override
  public ValueType type() {
    Expr leftmost = this;
    while (leftmost instanceof BinaryExpr binary) {
      if (binary.matching != null || binary.right.type() != ValueType.SCALAR) {
        return ValueType.VECTOR;
      }
      leftmost = binary.left;
    }
    return typeOf(leftmost.type(), ValueType.SCALAR);
  }

  /** Type of an operation on values of two types. */
  public static ValueType typeOf(ValueType left, ValueType right) {
    return left == ValueType.SCALAR && right == ValueType.SCALAR
        ? ValueType.SCALAR
        : ValueType.VECTOR;
  }
}
