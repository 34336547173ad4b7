package dev.deucalion.promql.explain;

import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.BinaryOp;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.ast.VectorMatching.Cardinality;
import dev.deucalion.promql.number.GoFormat;
import org.jspecify.annotations.Nullable;

/** Tells in words what a binary operator does with its sides, and how their series match. */
final class OperatorSentence {
  private static final String LEFT = "the left side";
  private static final String RIGHT = "the right side";

  private OperatorSentence() {}

  static String of(BinaryExpr e) {
    VectorMatching matching = e.matching();
    return operation(e) + (matching == null ? "" : " " + matching(matching));
  }

  private static String operation(BinaryExpr e) {
    String left = Wording.literal(e.left(), LEFT);
    String right = Wording.literal(e.right(), RIGHT);
    return switch (e.op()) {
      case ADD -> capital(left) + " plus " + right + ".";
      case SUB -> capital(left) + " minus " + right + ".";
      case MUL -> capital(left) + " times " + right + ".";
      case DIV -> capital(left) + " divided by " + right + ".";
      case MOD -> "What remains of " + left + " when it is divided by " + right + ".";
      case POW -> capital(left) + " to the power of " + right + ".";
      case ATAN2 ->
          "The angle, in radians, to the point with y at " + left + ", x at " + right + ".";
      case TRIM_UPPER -> "Histograms of " + left + " without what lies above " + right + ".";
      case TRIM_LOWER -> "Histograms of " + left + " without what lies below " + right + ".";
      case AND -> "Series of the left side that match one of the right side.";
      case OR -> "Series of the left side, and those of the right side that match none of them.";
      case UNLESS -> "Series of the left side that match none of the right side.";
      case EQL, NEQ, GTR, LSS, GTE, LTE -> comparison(e, left, right);
    };
  }

  private static String comparison(BinaryExpr e, String left, String right) {
    if (e.returnBool() || e.type() == ValueType.SCALAR) {
      return "1 where " + left + " is " + than(e.op()) + right + ", 0 where not.";
    }
    // A number on the left leaves the series of the right side.
    return e.left().type() == ValueType.SCALAR
        ? kept(RIGHT, than(turned(e.op())) + left)
        : kept(LEFT, than(e.op()) + right);
  }

  private static String kept(String side, String condition) {
    return "Samples of " + side + " that are " + condition + "; others are left out.";
  }

  /** The same comparison with its sides exchanged. */
  private static BinaryOp turned(BinaryOp op) {
    return switch (op) {
      case GTR -> BinaryOp.LSS;
      case LSS -> BinaryOp.GTR;
      case GTE -> BinaryOp.LTE;
      case LTE -> BinaryOp.GTE;
      default -> op;
    };
  }

  private static String than(BinaryOp op) {
    return switch (op) {
      case NEQ -> "other than ";
      case GTR -> "greater than ";
      case LSS -> "less than ";
      case GTE -> "at least ";
      case LTE -> "at most ";
      default -> "equal to ";
    };
  }

  private static String matching(VectorMatching matching) {
    Cardinality cardinality = matching.cardinality();
    StringBuilder out = new StringBuilder("Series match");
    if (cardinality != Cardinality.MANY_TO_MANY) {
      out.append(' ').append(cardinality.shown());
    }
    if (matching.on() && matching.labels().isEmpty()) {
      out.append(" whatever their labels are");
    } else {
      out.append(" when they agree in ").append(Wording.labels(matching.labels(), !matching.on()));
    }
    if (!matching.include().isEmpty()) {
      out.append("; ")
          .append(Wording.list(matching.include()))
          .append(matching.include().size() == 1 ? " is" : " are")
          .append(" copied from ")
          .append(cardinality == Cardinality.MANY_TO_ONE ? RIGHT : LEFT);
    }
    appendFill(out, LEFT, matching.fillLeft());
    appendFill(out, RIGHT, matching.fillRight());
    return out.append('.').toString();
  }

  private static void appendFill(StringBuilder out, String side, @Nullable Double value) {
    if (value != null) {
      out.append("; what ").append(side).append(" lacks counts as ").append(GoFormat.fixed(value));
    }
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
