package dev.deucalion.promql.plan;

import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.BinaryOp;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.PositionRange;
import dev.deucalion.promql.ast.UnaryExpr;
import dev.deucalion.promql.number.GoArc;
import dev.deucalion.promql.number.GoMath;

/** Computes what is made of numbers only. */
public final class ConstantFolding implements Rewrite {
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return plan.withExpr(fold(plan.expr()));
  }

  private static Expr fold(Expr expr) {
    Expr folded = Exprs.mapOperands(expr, ConstantFolding::fold);
    if (folded instanceof UnaryExpr unary
        && Exprs.unwrap(unary.expr()) instanceof NumberLiteral number) {
      return number(unary.negative() ? -number.value() : number.value(), unary.position());
    }
    if (folded instanceof BinaryExpr binary
        && Exprs.unwrap(binary.left()) instanceof NumberLiteral left
        && Exprs.unwrap(binary.right()) instanceof NumberLiteral right) {
      return fold(binary, left.value(), right.value());
    }
    return folded;
  }

  private static Expr fold(BinaryExpr expr, double left, double right) {
    PositionRange position = expr.position();
    return switch (expr.op()) {
      case ADD -> number(left + right, position);
      case SUB -> number(left - right, position);
      case MUL -> number(left * right, position);
      case DIV -> number(left / right, position);
      case MOD -> number(left % right, position);
      case POW -> number(GoMath.pow(left, right), position);
      case ATAN2 -> number(GoArc.atan2(left, right), position);
      case EQL, NEQ, GTR, LSS, GTE, LTE -> number(isTrue(expr.op(), left, right) ? 1 : 0, position);
      case TRIM_UPPER, TRIM_LOWER, AND, OR, UNLESS -> expr;
    };
  }

  private static boolean isTrue(BinaryOp comparison, double left, double right) {
    return switch (comparison) {
      case EQL -> left == right;
      case NEQ -> left != right;
      case GTR -> left > right;
      case LSS -> left < right;
      case GTE -> left >= right;
      case LTE -> left <= right;
      case ADD, SUB, MUL, DIV, MOD, POW, ATAN2, TRIM_UPPER, TRIM_LOWER, AND, OR, UNLESS ->
          throw new IllegalArgumentException("no comparison: " + comparison);
    };
  }

  private static NumberLiteral number(double value, PositionRange position) {
    return new NumberLiteral(value, false, position);
  }
}
