package dev.deucalion.promql.engine;

import dev.deucalion.promql.ast.DurationExpr;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.ParenExpr;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Durations of {@link NaiveEngine} that are expressions.
 *
 * @param startMs start of the query
 * @param endMs end of the query
 * @param stepMs step of the query
 */
record NaiveDurations(long startMs, long endMs, long stepMs) {
  /** A duration that must be greater than 0: of the expression where there is one. */
  long positiveMs(long literalMs, @Nullable Expr expr) {
    long ms = ms(literalMs, expr);
    if (expr != null && ms <= 0) {
      throw new NaiveEngine.Refused("duration must be greater than 0");
    }
    return ms;
  }

  long ms(long literalMs, @Nullable Expr expr) {
    return expr == null ? literalMs : (long) (seconds(expr) * 1000);
  }

  private double seconds(Expr expr) {
    return switch (expr) {
      case NumberLiteral e -> e.value();
      case ParenExpr e -> seconds(e.expr());
      case DurationExpr e -> seconds(e);
      default -> throw new IllegalArgumentException("no duration: " + expr);
    };
  }

  private double seconds(DurationExpr expr) {
    if (expr.op() == DurationExpr.Op.STEP) {
      return stepMs / 1000.0;
    }
    if (expr.op() == DurationExpr.Op.RANGE) {
      return (endMs - startMs) / 1000.0;
    }
    double right = seconds(Objects.requireNonNull(expr.right()));
    double left = expr.left() == null ? 0 : seconds(expr.left());
    return switch (expr.op()) {
      case ADD -> left + right;
      case SUB -> left - right;
      case MUL -> left * right;
      case DIV -> left / right;
      case MOD -> left % right;
      case POW -> Math.pow(left, right);
      case MIN_OF -> Math.min(left, right);
      case MAX_OF -> Math.max(left, right);
      default -> throw new IllegalArgumentException(expr.op().toString());
    };
  }
}
