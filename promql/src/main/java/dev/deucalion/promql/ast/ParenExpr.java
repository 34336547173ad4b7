package dev.deucalion.promql.ast;

/** An expression in parentheses. */
public record ParenExpr(Expr expr, PositionRange position) implements Expr {
  @Override
  public ValueType type() {
    return expr.type();
  }
}
