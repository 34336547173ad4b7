package dev.deucalion.promql.plan;

import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.Call;
import dev.deucalion.promql.ast.DurationExpr;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.ast.UnaryExpr;
import dev.deucalion.promql.ast.VectorSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Walks through syntax trees. */
final class Exprs {
  private Exprs() {}

  /** The expression without parentheses around it. */
  static Expr unwrap(Expr expr) {
    Expr inner = expr;
    while (inner instanceof ParenExpr paren) {
      inner = paren.expr();
    }
    return inner;
  }

  /** The expression with other operands. Durations and the selector of a range are no operands. */
  static Expr mapOperands(Expr expr, UnaryOperator<Expr> change) {
    return switch (expr) {
      case BinaryExpr e ->
          new BinaryExpr(
              e.op(),
              change.apply(e.left()),
              change.apply(e.right()),
              e.matching(),
              e.returnBool(),
              e.position());
      case UnaryExpr e -> new UnaryExpr(e.negative(), change.apply(e.expr()), e.position());
      case ParenExpr e -> new ParenExpr(change.apply(e.expr()), e.position());
      case Call e -> {
        List<Expr> args = new ArrayList<>(e.args().size());
        for (Expr arg : e.args()) {
          args.add(change.apply(arg));
        }
        yield new Call(e.function(), args, e.position());
      }
      case AggregateExpr e -> {
        Expr parameter = e.parameter();
        yield new AggregateExpr(
            e.op(),
            change.apply(e.expr()),
            parameter == null ? null : change.apply(parameter),
            e.grouping(),
            e.without(),
            e.position());
      }
      case Subquery e ->
          new Subquery(
              change.apply(e.expr()),
              e.rangeMs(),
              e.rangeExpr(),
              e.stepMs(),
              e.stepExpr(),
              e.offset(),
              e.at(),
              e.position());
      case MatrixSelector e -> e;
      case VectorSelector e -> e;
      case NumberLiteral e -> e;
      case StringLiteral e -> e;
      case DurationExpr e -> e;
    };
  }
}
