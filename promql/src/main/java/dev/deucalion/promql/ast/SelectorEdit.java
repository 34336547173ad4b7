package dev.deucalion.promql.ast;

import java.util.function.UnaryOperator;

/** Makes expressions whose selectors are others. */
public final class SelectorEdit {
  private SelectorEdit() {}

  /** The expression with each selector, also those of ranges and parameters, changed. */
  public static Expr apply(Expr expr, UnaryOperator<VectorSelector> change) {
    return switch (expr) {
      case VectorSelector e -> change.apply(e);
      case MatrixSelector e ->
          new MatrixSelector(change.apply(e.selector()), e.rangeMs(), e.rangeExpr(), e.position());
      case BinaryExpr e ->
          new BinaryExpr(
              e.op(),
              apply(e.left(), change),
              apply(e.right(), change),
              e.matching(),
              e.returnBool(),
              e.position());
      case UnaryExpr e -> new UnaryExpr(e.negative(), apply(e.expr(), change), e.position());
      case ParenExpr e -> new ParenExpr(apply(e.expr(), change), e.position());
      case Call e ->
          new Call(
              e.function(),
              e.args().stream().map(arg -> apply(arg, change)).toList(),
              e.position());
      case AggregateExpr e -> {
        Expr parameter = e.parameter();
        yield new AggregateExpr(
            e.op(),
            apply(e.expr(), change),
            parameter == null ? null : apply(parameter, change),
            e.grouping(),
            e.without(),
            e.position());
      }
      case Subquery e ->
          new Subquery(
              apply(e.expr(), change),
              e.rangeMs(),
              e.rangeExpr(),
              e.stepMs(),
              e.stepExpr(),
              e.offset(),
              e.at(),
              e.position());
      case NumberLiteral e -> e;
      case StringLiteral e -> e;
      case DurationExpr e -> e;
    };
  }
}
