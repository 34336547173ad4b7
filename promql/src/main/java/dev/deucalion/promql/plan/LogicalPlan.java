package dev.deucalion.promql.plan;

import dev.deucalion.promql.ast.Expr;

/**
 * What is to be evaluated.
 *
 * @param expr the expression; may differ from what the user wrote, but for positions
 * @param repetitions parts of the expression that are to be evaluated once for each grid of steps
 */
public record LogicalPlan(Expr expr, Repetitions repetitions) {
  /** The plan to evaluate an expression as it is. */
  public static LogicalPlan of(Expr expr) {
    return new LogicalPlan(expr, Repetitions.NONE);
  }

  /** With another expression, in which nothing is known to be repeated. */
  LogicalPlan withExpr(Expr other) {
    return of(other);
  }
}
