package dev.deucalion.promql.exec;

import dev.deucalion.promql.ast.DurationExpr;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.Offset;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.number.GoMath;
import org.jspecify.annotations.Nullable;

/** Ranges, steps and offsets in milliseconds, computed for one query where they are expressions. */
final class Durations {
  /** More seconds than this are no duration of Go's. */
  private static final double MAX_SECONDS = 0x1p63 / 1e9;

  private final QueryContext context;

  Durations(QueryContext context) {
    this.context = context;
  }

  long offsetMs(Offset offset) {
    Expr expr = offset.expr();
    return expr == null ? offset.offsetMs() : durationMs(expr, true);
  }

  long rangeMs(MatrixSelector selector) {
    return positiveMs(selector.rangeMs(), selector.rangeExpr());
  }

  long rangeMs(Subquery subquery) {
    return positiveMs(subquery.rangeMs(), subquery.rangeExpr());
  }

  /** The step of a subquery, which may be the default. */
  long stepMs(Subquery subquery) {
    long stepMs = positiveMs(subquery.stepMs(), subquery.stepExpr());
    return stepMs == 0 ? context.defaultStepMs() : stepMs;
  }

  private long positiveMs(long literalMs, @Nullable Expr expr) {
    return expr == null ? literalMs : durationMs(expr, false);
  }

  private long durationMs(Expr expr, boolean negativeAllowed) {
    double seconds = seconds(expr);
    if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
      throw fault(expr, "duration is NaN or infinite");
    }
    if (seconds <= 0 && !negativeAllowed) {
      throw fault(expr, "duration must be greater than 0");
    }
    if (Math.abs(seconds) > MAX_SECONDS) {
      throw fault(expr, "duration is out of range");
    }
    return (long) (seconds * 1000);
  }

  private double seconds(Expr expr) {
    return switch (expr) {
      case NumberLiteral e -> e.value();
      case ParenExpr e -> seconds(e.expr());
      case DurationExpr e -> seconds(e);
      default -> throw new IllegalArgumentException("not a duration: " + expr);
    };
  }

  private double seconds(DurationExpr expr) {
    Expr leftExpr = expr.left();
    Expr rightExpr = expr.right();
    double left = leftExpr == null ? 0 : seconds(leftExpr);
    double right = rightExpr == null ? 0 : seconds(rightExpr);
    return switch (expr.op()) {
      case STEP -> context.stepMs() / 1000.0;
      case RANGE -> (context.endMs() - context.startMs()) / 1000.0;
      case MIN_OF -> GoMath.min(left, right);
      case MAX_OF -> GoMath.max(left, right);
      case ADD -> leftExpr == null ? right : left + right;
      case SUB -> leftExpr == null ? -right : left - right;
      case MUL -> left * right;
      case DIV -> {
        if (right == 0) {
          throw fault(expr, "division by zero");
        }
        yield left / right;
      }
      case MOD -> {
        if (right == 0) {
          throw fault(expr, "modulo by zero");
        }
        yield left % right;
      }
      case POW -> GoMath.pow(left, right);
    };
  }

  private static RuntimeException fault(Expr expr, String what) {
    return QueryContext.failure(
        expr.position().start() + ":" + expr.position().end() + ": " + what);
  }
}
