package dev.deucalion.promql.engine;

import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.plan.LogicalPlan;
import dev.deucalion.promql.plan.Planner;
import org.jspecify.annotations.Nullable;

/** What a query's text comes to, whatever the time it is asked for. Safe for many threads. */
final class PreparedQuery {
  private final Expr expr;
  private final int depth;
  private volatile @Nullable LogicalPlan plan;

  PreparedQuery(Expr expr) {
    this.expr = expr;
    this.depth = ExprDepth.of(expr);
  }

  /** As the user wrote it. */
  Expr expr() {
    return expr;
  }

  /** As {@link ExprDepth} counts it. */
  int depth() {
    return depth;
  }

  /** The plan, which always the same planner makes. Takes a stack as deep as the expression. */
  LogicalPlan plan(Planner planner) {
    LogicalPlan known = plan;
    if (known == null) {
      known = planner.plan(expr);
      plan = known;
    }
    return known;
  }
}
