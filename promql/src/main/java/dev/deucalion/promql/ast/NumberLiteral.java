package dev.deucalion.promql.ast;

/**
 * A number, also one written as a duration.
 *
 * @param duration whether it was written as a duration, such as {@code 5m}, so that it prints as
 *     one
 */
public record NumberLiteral(double value, boolean duration, PositionRange position)
    implements Expr {
  @Override
  public ValueType type() {
    return ValueType.SCALAR;
  }
}
