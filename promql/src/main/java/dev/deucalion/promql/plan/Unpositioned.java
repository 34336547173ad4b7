package dev.deucalion.promql.plan;

import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.Call;
import dev.deucalion.promql.ast.DurationExpr;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.PositionRange;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.ast.UnaryExpr;
import dev.deucalion.promql.ast.VectorSelector;

/**
 * Expressions without their positions and parentheses, so that two are equal when they mean the
 * same. Durations that are expressions keep their positions: such expressions are equal to none.
 */
final class Unpositioned {
  private static final PositionRange NOWHERE = PositionRange.NONE;

  private Unpositioned() {}

  static Expr of(Expr expr) {
    return switch (Exprs.mapOperands(expr, Unpositioned::of)) {
      case BinaryExpr e ->
          new BinaryExpr(e.op(), e.left(), e.right(), e.matching(), e.returnBool(), NOWHERE);
      case UnaryExpr e -> new UnaryExpr(e.negative(), e.expr(), NOWHERE);
      case ParenExpr e -> e.expr();
      case Call e -> new Call(e.function(), e.args(), NOWHERE);
      case AggregateExpr e ->
          new AggregateExpr(e.op(), e.expr(), e.parameter(), e.grouping(), e.without(), NOWHERE);
      case Subquery e ->
          new Subquery(
              e.expr(),
              e.rangeMs(),
              e.rangeExpr(),
              e.stepMs(),
              e.stepExpr(),
              e.offset(),
              e.at(),
              NOWHERE);
      case MatrixSelector e ->
          new MatrixSelector(selector(e.selector()), e.rangeMs(), e.rangeExpr(), NOWHERE);
      case VectorSelector e -> selector(e);
      case NumberLiteral e -> new NumberLiteral(e.value(), e.duration(), NOWHERE);
      case StringLiteral e -> new StringLiteral(e.value(), NOWHERE);
      case DurationExpr e -> e;
    };
  }

  private static VectorSelector selector(VectorSelector e) {
    return new VectorSelector(e.name(), e.matchers(), e.offset(), e.at(), e.mode(), NOWHERE);
  }
}
