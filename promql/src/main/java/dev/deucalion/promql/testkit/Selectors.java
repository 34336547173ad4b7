package dev.deucalion.promql.testkit;

import dev.deucalion.model.labels.Matcher;
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
import java.util.ArrayList;
import java.util.List;

/** Finds the selectors of an expression. */
final class Selectors {
  private final List<List<Matcher>> found = new ArrayList<>();

  private Selectors() {}

  /** The matchers of each selector. */
  static List<List<Matcher>> of(Expr expr) {
    Selectors selectors = new Selectors();
    selectors.visit(expr);
    return selectors.found;
  }

  private void visit(Expr expr) {
    switch (expr) {
      case VectorSelector selector -> found.add(selector.matchers());
      case MatrixSelector matrix -> found.add(matrix.selector().matchers());
      case Subquery subquery -> visit(subquery.expr());
      case ParenExpr paren -> visit(paren.expr());
      case UnaryExpr unary -> visit(unary.expr());
      case Call call -> call.args().forEach(this::visit);
      case BinaryExpr binary -> {
        visit(binary.left());
        visit(binary.right());
      }
      case AggregateExpr aggregate -> {
        visit(aggregate.expr());
        Expr parameter = aggregate.parameter();
        if (parameter != null) {
          visit(parameter);
        }
      }
      case NumberLiteral _, StringLiteral _, DurationExpr _ -> {}
    }
  }
}
