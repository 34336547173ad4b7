package dev.deucalion.promql.plan;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.AggregateOp;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.BinaryOp;
import dev.deucalion.promql.ast.Call;
import dev.deucalion.promql.ast.DurationExpr;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.RangeMode;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.ast.UnaryExpr;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.ast.VectorSelector;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A vector that is made of the series of one selector of one metric name, each result of series
 * that agree with it in some labels, and of which nothing is ever said: no error and no annotation,
 * whatever the series have. So series that no result is asked of need not be read.
 */
final class SilentVector {
  /** Functions of a vector that take each value for itself and leave histograms out. */
  private static final Set<String> OF_EACH_VALUE =
      Set.of(
          "abs",
          "acos",
          "acosh",
          "asin",
          "asinh",
          "atan",
          "atanh",
          "ceil",
          "clamp",
          "clamp_max",
          "clamp_min",
          "cos",
          "cosh",
          "day_of_month",
          "day_of_week",
          "day_of_year",
          "days_in_month",
          "deg",
          "exp",
          "floor",
          "hour",
          "ln",
          "log10",
          "log2",
          "minute",
          "month",
          "rad",
          "round",
          "sgn",
          "sin",
          "sinh",
          "sqrt",
          "tan",
          "tanh",
          "timestamp",
          "year");

  /** Functions of a window that take floats and histograms alike. */
  private static final Set<String> OF_WINDOWS =
      Set.of(
          "changes", "count_over_time", "first_over_time", "last_over_time", "present_over_time");

  private final Expr expr;
  private final VectorSelector selector;

  private SilentVector(Expr expr, VectorSelector selector) {
    this.expr = expr;
    this.selector = selector;
  }

  /** What an expression is, or null where it is none. */
  static @Nullable SilentVector of(Expr expr) {
    VectorSelector selector = selectorOf(expr);
    return selector == null || selector.mode() != RangeMode.PLAIN || !hasOneName(selector)
        ? null
        : new SilentVector(expr, selector);
  }

  private static boolean hasOneName(VectorSelector selector) {
    return selector.matchers().stream()
        .anyMatch(m -> m.name().equals(LabelNames.METRIC_NAME) && m.type() == MatchType.EQUAL);
  }

  private static @Nullable VectorSelector selectorOf(Expr expr) {
    return switch (expr) {
      case VectorSelector e -> e;
      case MatrixSelector e -> e.selector();
      case ParenExpr e -> selectorOf(e.expr());
      case UnaryExpr e -> selectorOf(e.expr());
      case Call e ->
          OF_EACH_VALUE.contains(e.function().name()) || OF_WINDOWS.contains(e.function().name())
              ? selectorAmong(e.args())
              : null;
      case AggregateExpr e ->
          e.op() == AggregateOp.COUNT || e.op() == AggregateOp.GROUP ? selectorOf(e.expr()) : null;
      case BinaryExpr e -> scaled(e);
      case Subquery e -> null;
      case NumberLiteral e -> null;
      case StringLiteral e -> null;
      case DurationExpr e -> null;
    };
  }

  private static @Nullable VectorSelector selectorAmong(List<Expr> args) {
    return args.isEmpty() ? null : selectorOf(args.getFirst());
  }

  /** A vector times a number or divided by one. */
  private static @Nullable VectorSelector scaled(BinaryExpr expr) {
    boolean numberLeft = expr.left().type() == ValueType.SCALAR;
    boolean numberRight = expr.right().type() == ValueType.SCALAR;
    if (expr.op() == BinaryOp.MUL && numberLeft != numberRight) {
      return selectorOf(numberLeft ? expr.right() : expr.left());
    }
    return expr.op() == BinaryOp.DIV && numberRight && !numberLeft ? selectorOf(expr.left()) : null;
  }

  VectorSelector selector() {
    return selector;
  }

  /** The vector with another selector in the place of its own. */
  Expr with(VectorSelector other) {
    return with(expr, other);
  }

  private static Expr with(Expr expr, VectorSelector other) {
    return switch (expr) {
      case VectorSelector e -> other;
      case MatrixSelector e -> new MatrixSelector(other, e.rangeMs(), e.rangeExpr(), e.position());
      default ->
          Exprs.mapOperands(
              expr,
              operand ->
                  operand.type() == ValueType.VECTOR || operand.type() == ValueType.MATRIX
                      ? with(operand, other)
                      : operand);
    };
  }

  /** Whether results have the same value of a label as the series that they are made of. */
  boolean keeps(String label) {
    return !label.startsWith("__") && keeps(expr, label);
  }

  private static boolean keeps(Expr expr, String label) {
    return switch (expr) {
      case AggregateExpr e -> e.grouping().contains(label) != e.without() && keeps(e.expr(), label);
      case ParenExpr e -> keeps(e.expr(), label);
      case UnaryExpr e -> keeps(e.expr(), label);
      case Call e -> keeps(e.args().getFirst(), label);
      case BinaryExpr e -> keeps(e.left().type() == ValueType.SCALAR ? e.right() : e.left(), label);
      default -> true;
    };
  }

  /** Whether no two results can be in one match group. */
  boolean isUniqueIn(VectorMatching matching) {
    if (!matching.on() && matching.labels().isEmpty()) {
      return true;
    }
    return Exprs.unwrap(expr) instanceof AggregateExpr aggregation
        && !aggregation.without()
        && aggregation.grouping().stream()
            .allMatch(label -> matching.labels().contains(label) == matching.on());
  }
}
