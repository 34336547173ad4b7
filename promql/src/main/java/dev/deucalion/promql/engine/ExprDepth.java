package dev.deucalion.promql.engine;

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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** How deep expressions are nested; a chain of operators counts, too. */
final class ExprDepth {
  private ExprDepth() {}

  /** The most expressions that hold one another, the given one included. */
  static int of(Expr expr) {
    Deque<Level> open = new ArrayDeque<>();
    open.push(new Level(expr, 1));
    int deepest = 0;
    while (!open.isEmpty()) {
      Level level = open.pop();
      deepest = Math.max(deepest, level.depth);
      for (Expr child : children(level.expr)) {
        open.push(new Level(child, level.depth + 1));
      }
    }
    return deepest;
  }

  private static List<Expr> children(Expr expr) {
    return switch (expr) {
      case BinaryExpr binary -> List.of(binary.left(), binary.right());
      case UnaryExpr unary -> List.of(unary.expr());
      case ParenExpr paren -> List.of(paren.expr());
      case Subquery subquery -> List.of(subquery.expr());
      case Call call -> call.args();
      case AggregateExpr aggregate -> {
        Expr parameter = aggregate.parameter();
        yield parameter == null ? List.of(aggregate.expr()) : List.of(aggregate.expr(), parameter);
      }
      case MatrixSelector _, VectorSelector _, NumberLiteral _, StringLiteral _, DurationExpr _ ->
          List.of();
    };
  }

  private record Level(Expr expr, int depth) {}
}
