package dev.deucalion.promql.ast;

/** A PromQL expression. */
public sealed interface Expr
    permits NumberLiteral,
        StringLiteral,
        VectorSelector,
        MatrixSelector,
        Subquery,
        Call,
        BinaryExpr,
        UnaryExpr,
        AggregateExpr,
        ParenExpr,
        DurationExpr {
  /** Type of the value that this expression has. */
  ValueType type();

  /** Where this expression stands in the query text. */
  PositionRange position();
}
