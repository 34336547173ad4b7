package dev.deucalion.promql.ast;

/**
 * A sign before an expression.
 *
 * @param negative whether it is a minus
 */
public record UnaryExpr(boolean negative, Expr expr, PositionRange position) implements Expr {
  @Override
  public ValueType type() {
    return expr.type();
  }
}
