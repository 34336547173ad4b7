package dev.deucalion.promql.parser;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.PositionRange;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.ast.VectorMatching.Cardinality;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** Checks binary operations whose sides are checked. */
final class BinaryChecker {
  private final QueryText text;
  private final IdentityHashMap<BinaryExpr, VectorMatching> uselessMatching;

  BinaryChecker(QueryText text, IdentityHashMap<BinaryExpr, VectorMatching> uselessMatching) {
    this.text = text;
    this.uselessMatching = uselessMatching;
  }

  ValueType check(BinaryExpr expr, ValueType left, ValueType right) {
    boolean scalars = left == ValueType.SCALAR && right == ValueType.SCALAR;
    if (expr.returnBool() && !expr.op().isComparison()) {
      throw text.error(operator(expr), "bool modifier can only be used on comparison operators");
    }
    if (expr.op().isComparison() && !expr.returnBool() && scalars) {
      throw text.error(operator(expr), "comparisons between scalars must use BOOL modifier");
    }
    VectorMatching useless = uselessMatching.get(expr);
    VectorMatching written = useless == null ? expr.matching() : useless;
    checkLabelsDistinct(expr, written);
    checkOperand(expr.left(), left);
    checkOperand(expr.right(), right);
    if (useless != null) {
      throw text.error(
          expr.position(),
          useless.labels().isEmpty()
              ? "filling in missing series only allowed between instant vectors"
              : "vector matching only allowed between instant vectors");
    }
    if (expr.op().isSet()) {
      checkSetOperation(expr, left, right);
    }
    return scalars ? ValueType.SCALAR : ValueType.VECTOR;
  }

  private void checkLabelsDistinct(BinaryExpr expr, @Nullable VectorMatching matching) {
    if (matching == null || !matching.on()) {
      return;
    }
    for (String label : matching.labels()) {
      if (matching.include().contains(label)) {
        throw text.error(
            operator(expr),
            "label " + GoQuote.quote(label) + " must not occur in ON and GROUP clause at once");
      }
    }
  }

  private void checkOperand(Expr operand, ValueType type) {
    if (type != ValueType.SCALAR && type != ValueType.VECTOR) {
      throw text.error(
          operand.position(),
          "binary expression must contain only scalar and instant vector types");
    }
  }

  private void checkSetOperation(BinaryExpr expr, ValueType left, ValueType right) {
    VectorMatching matching = expr.matching();
    if (left == ValueType.SCALAR || right == ValueType.SCALAR || matching == null) {
      throw text.error(
          expr.position(),
          "set operator "
              + GoQuote.quote(expr.op().symbol())
              + " not allowed in binary scalar expression");
    }
    if (matching.cardinality() != Cardinality.MANY_TO_MANY) {
      throw text.error(
          expr.position(),
          "no grouping allowed for " + GoQuote.quote(expr.op().symbol()) + " operation");
    }
    if (matching.fillLeft() != null || matching.fillRight() != null) {
      throw text.error(expr.position(), "filling in missing series not allowed for set operators");
    }
  }

  /** From the operator to the right side, without white space at either end. */
  private PositionRange operator(BinaryExpr expr) {
    int start = expr.left().position().end();
    while (Characters.isSpace(text.peekAt(start))) {
      start++;
    }
    return new PositionRange(start, expr.right().position().start());
  }
}
