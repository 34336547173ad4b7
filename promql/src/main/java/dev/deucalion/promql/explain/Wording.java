package dev.deucalion.promql.explain;

import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.ast.UnaryExpr;
import dev.deucalion.promql.parser.ExprPrinter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Phrases of which sentences are made. */
final class Wording {
  private Wording() {}

  /** One, one and another, or one, another and a third. */
  static String list(List<String> items) {
    int last = items.size() - 1;
    return last < 1
        ? String.join("", items)
        : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }

  /** What keeps the groups of an aggregation apart; nothing where there is one group. */
  static String keptApart(List<String> labels, boolean without) {
    return labels.isEmpty() && !without ? "" : ", kept apart by " + labels(labels, without);
  }

  /**
   * @param without whether these labels are the ones to leave out
   */
  static String labels(List<String> labels, boolean without) {
    if (!without) {
      return list(labels);
    }
    return labels.isEmpty() ? "all labels" : "all labels but " + list(labels);
  }

  /** A number or a text as one writes it; where an expression is neither, what else is given. */
  static String literal(@Nullable Expr expr, String otherwise) {
    return switch (expr) {
      case NumberLiteral number -> ExprPrinter.print(number);
      case StringLiteral text -> ExprPrinter.print(text);
      case UnaryExpr sign when sign.expr() instanceof NumberLiteral -> ExprPrinter.print(sign);
      case ParenExpr(NumberLiteral number, var _) -> ExprPrinter.print(number);
      case null, default -> otherwise;
    };
  }
}
