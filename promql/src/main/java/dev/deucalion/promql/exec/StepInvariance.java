package dev.deucalion.promql.exec;

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
import java.util.Set;

/**
 * Which expressions have the same value at all steps, because {@code @} fixes every selector in
 * them, and so are evaluated at the first step only. Where that could be seen (in the parameter of
 * an aggregation, say, which is not looked at) the decision is the one of Prometheus.
 */
final class StepInvariance {
  /** Functions that look at the time of the step. */
  private static final Set<String> TIME_DEPENDENT =
      Set.of(
          "days_in_month",
          "day_of_month",
          "day_of_week",
          "day_of_year",
          "hour",
          "minute",
          "month",
          "year",
          "predict_linear",
          "time",
          "timestamp");

  private StepInvariance() {}

  /** Whether to evaluate the expression once, rather than its parts. */
  static boolean isWorthwhile(Expr expr) {
    return switch (expr) {
      case ParenExpr e -> isWorthwhile(e.expr());
      case UnaryExpr e -> isWorthwhile(e.expr());
      case AggregateExpr e -> isWorthwhile(e.expr());
      case Call e -> !FunctionBuilder.isConstant(e) && isInvariant(e);
      case VectorSelector e -> isInvariant(e);
      case BinaryExpr e -> isInvariant(e);
      case MatrixSelector e -> false;
      case Subquery e -> false;
      case NumberLiteral e -> false;
      case StringLiteral e -> false;
      case DurationExpr e -> false;
    };
  }

  private static boolean isInvariant(Expr expr) {
    return switch (expr) {
      case ParenExpr e -> isInvariant(e.expr());
      case UnaryExpr e -> isInvariant(e.expr());
      case AggregateExpr e -> isInvariant(e.expr());
      case Call e -> FunctionBuilder.isConstant(e) || isInvariantCall(e);
      case VectorSelector e -> e.at() != null;
      case BinaryExpr e -> isInvariant(e.left()) && isInvariant(e.right());
      case MatrixSelector e -> e.selector().at() != null;
      case Subquery e -> e.at() != null;
      case NumberLiteral e -> true;
      case StringLiteral e -> true;
      case DurationExpr e -> true;
    };
  }

  private static boolean isInvariantCall(Call call) {
    for (Expr arg : call.args()) {
      if (!isInvariant(arg)) {
        return false;
      }
    }
    String name = call.function().name();
    if (name.equals("timestamp")) {
      return OperatorBuilder.unwrap(call.args().getFirst()) instanceof VectorSelector;
    }
    return !TIME_DEPENDENT.contains(name);
  }
}
