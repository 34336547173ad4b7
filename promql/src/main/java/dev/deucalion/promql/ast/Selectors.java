package dev.deucalion.promql.ast;

import dev.deucalion.model.labels.Matcher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The series selectors of an expression. */
public final class Selectors {
  private Selectors() {}

  /** The matchers of each selector, from left to right. */
  public static List<List<Matcher>> of(Expr expr) {
    return in(expr).stream().map(VectorSelector::matchers).toList();
  }

  /** The selectors themselves, from left to right. */
  public static List<VectorSelector> in(Expr expr) {
    List<VectorSelector> found = new ArrayList<>();
    Deque<Expr> open = new ArrayDeque<>();
    open.push(expr);
    while (!open.isEmpty()) {
      Expr next = open.pop();
      if (next instanceof VectorSelector selector) {
        found.add(selector);
      }
      List<Expr> parts = parts(next);
      for (int i = parts.size() - 1; i >= 0; i--) {
        open.push(parts.get(i));
      }
    }
    return found;
  }

  private static List<Expr> parts(Expr expr) {
    return switch (expr) {
      case BinaryExpr binary -> List.of(binary.left(), binary.right());
      case UnaryExpr unary -> List.of(unary.expr());
      case ParenExpr paren -> List.of(paren.expr());
      case Subquery subquery -> List.of(subquery.expr());
      case Call call -> call.args();
      case AggregateExpr aggregate -> {
        Expr parameter = aggregate.parameter();
        yield parameter == null ? List.of(aggregate.expr()) : List.of(parameter, aggregate.expr());
      }
      case MatrixSelector matrix -> List.of(matrix.selector());
      case VectorSelector _, NumberLiteral _, StringLiteral _, DurationExpr _ -> List.of();
    };
  }
}
