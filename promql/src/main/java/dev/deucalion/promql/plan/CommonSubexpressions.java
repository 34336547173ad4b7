package dev.deucalion.promql.plan;

import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.Expr;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds aggregations that are written more than once, to be evaluated once: their results are kept
 * for all who read them, and are small compared to what they are made of. Other expressions are
 * cheaper to evaluate again than to keep.
 *
 * <p>The occurrence furthest to the right is the one that is evaluated: of annotations with the
 * same text the one furthest to the right is shown.
 */
public final class CommonSubexpressions implements Rewrite {
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    Map<Expr, Expr> rightmost = new HashMap<>();
    Set<Expr> repeated = new HashSet<>();
    collect(plan.expr(), rightmost, repeated);
    rightmost.keySet().retainAll(repeated);
    return plan.withRepeated(rightmost);
  }

  private static void collect(Expr expr, Map<Expr, Expr> rightmost, Set<Expr> repeated) {
    if (expr instanceof AggregateExpr) {
      Expr key = Unpositioned.of(expr);
      Expr other = rightmost.get(key);
      if (other != null) {
        repeated.add(key);
      }
      if (other == null || other.position().start() < expr.position().start()) {
        rightmost.put(key, expr);
      }
    }
    Exprs.mapOperands(
        expr,
        operand -> {
          collect(operand, rightmost, repeated);
          return operand;
        });
  }
}
