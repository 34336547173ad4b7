package dev.deucalion.promql.plan;

import dev.deucalion.promql.ast.Expr;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be evaluated.
 *
 * @param expr the expression; may differ from what the user wrote, but for positions
 * @param repeated expressions that occur more than once and are to be evaluated once for each grid
 *     of steps: by what they are without positions, the occurrence that is evaluated
 */
public record LogicalPlan(Expr expr, Map<Expr, Expr> repeated) {
  public LogicalPlan {
    repeated = Map.copyOf(repeated);
  }

  /** The plan to evaluate an expression as it is. */
  public static LogicalPlan of(Expr expr) {
    return new LogicalPlan(expr, Map.of());
  }

  LogicalPlan withExpr(Expr other) {
    return new LogicalPlan(other, repeated);
  }

  LogicalPlan withRepeated(Map<Expr, Expr> expressions) {
    return new LogicalPlan(expr, expressions);
  }

  /** What an expression without positions is, as a key of {@link #repeated}. */
  public static Expr key(Expr expr) {
    return Unpositioned.of(expr);
  }

  /**
   * The key of an expression that is to be evaluated once for all its occurrences, or null where it
   * stands alone.
   */
  public @Nullable Expr repeatedKey(Expr expr) {
    if (repeated.isEmpty()) {
      return null;
    }
    Expr key = key(expr);
    return repeated.containsKey(key) ? key : null;
  }
}
