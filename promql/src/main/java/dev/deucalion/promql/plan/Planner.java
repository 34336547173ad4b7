package dev.deucalion.promql.plan;

import dev.deucalion.promql.ast.Expr;
import java.util.List;

/**
 * Makes plans.
 *
 * @param rewrites in the order in which they are applied
 */
public record Planner(List<Rewrite> rewrites) {
  /** All rewrites. Folding comes first, as it makes expressions alike. */
  public static final Planner ALL =
      new Planner(
          List.of(new ConstantFolding(), new MatcherPropagation(), new CommonSubexpressions()));

  /** Evaluates expressions as they are. */
  public static final Planner NONE = new Planner(List.of());

  /** Copies the list. */
  public Planner {
    rewrites = List.copyOf(rewrites);
  }

  /** The plan of an expression, after all rewrites. */
  public LogicalPlan plan(Expr expr) {
    LogicalPlan plan = LogicalPlan.of(expr);
    for (Rewrite rewrite : rewrites) {
      plan = rewrite.apply(plan);
    }
    return plan;
  }
}
