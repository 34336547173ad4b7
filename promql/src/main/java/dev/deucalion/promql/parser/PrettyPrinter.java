package dev.deucalion.promql.parser;

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
import java.util.stream.Collectors;

/**
 * From syntax tree to text for people, as {@code format_query} of the HTTP API has it: what is
 * longer than a line goes over several, with two spaces for each level.
 */
public final class PrettyPrinter {
  private static final int LINE_BYTES = 100;

  /** Indentation of deeper trees would be most of the text, and grow with the square of depth. */
  private static final int MAX_DEPTH = 200;

  private final int lineBytes;

  private PrettyPrinter(int lineBytes) {
    this.lineBytes = lineBytes;
  }

  /** The text of an expression. A tree that is hundreds of levels deep stays on one line. */
  public static String print(Expr expr) {
    return print(expr, LINE_BYTES);
  }

  static String print(Expr expr, int lineBytes) {
    return isDeep(expr) ? ExprPrinter.print(expr) : new PrettyPrinter(lineBytes).pretty(expr, 0);
  }

  /** Chains of operators are the only way past the limit of the parser on nesting. */
  private static boolean isDeep(Expr expr) {
    int depth = 0;
    Expr at = expr;
    while (at instanceof BinaryExpr || at instanceof Subquery) {
      at = at instanceof BinaryExpr binary ? binary.left() : ((Subquery) at).expr();
      depth++;
    }
    return depth > MAX_DEPTH;
  }

  private String pretty(Expr expr, int level) {
    String indent = "  ".repeat(level);
    if (expr instanceof UnaryExpr unary) {
      return indent + (unary.negative() ? "-" : "+") + pretty(unary.expr(), level).strip();
    }
    if (isDeep(expr) || !ExprPrinter.isLongerThan(expr, lineBytes)) {
      return (expr instanceof Subquery ? "" : indent) + ExprPrinter.print(expr);
    }
    return switch (expr) {
      case AggregateExpr aggregate -> aggregation(aggregate, level);
      case BinaryExpr binary ->
          pretty(binary.left(), level + 1)
              + "\n"
              + indent
              + ExprPrinter.printOperator(binary)
              + "\n"
              + pretty(binary.right(), level + 1);
      case Call call ->
          indent
              + call.function().name()
              + "(\n"
              + call.args().stream()
                  .map(arg -> pretty(arg, level + 1))
                  .collect(Collectors.joining(",\n"))
              + "\n"
              + indent
              + ")";
      case ParenExpr paren ->
          indent + "(\n" + pretty(paren.expr(), level + 1) + "\n" + indent + ")";
      case Subquery subquery ->
          pretty(subquery.expr(), level) + ExprPrinter.printSubquerySuffix(subquery);
      case MatrixSelector _,
          VectorSelector _,
          NumberLiteral _,
          StringLiteral _,
          DurationExpr _,
          UnaryExpr _ ->
          indent + ExprPrinter.print(expr);
    };
  }

  private String aggregation(AggregateExpr aggregate, int level) {
    Expr parameter = aggregate.parameter();
    String indent = "  ".repeat(level);
    return indent
        + ExprPrinter.printAggregation(aggregate)
        + "(\n"
        + (parameter == null ? "" : pretty(parameter, level + 1) + ",\n")
        + pretty(aggregate.expr(), level + 1)
        + "\n"
        + indent
        + ")";
  }
}
