package dev.deucalion.promql.plan;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.BinaryOp;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.ast.VectorSelector;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives a selector the matchers of the selector on the other side of an operator, where series that
 * do not fit them would find no partner anyway: in {@code a{job="x"} / abs(b)} only series of
 * {@code b} of that job.
 *
 * <p>Only where nothing else can be seen of the series that are left out. Nothing may be said of
 * them ({@link SilentVector}), and they must not be able to clash with one another. Nor may they be
 * part of the result: that of {@code or} and of fill values has series without a partner, and so
 * has the left side of {@code unless}.
 */
public final class MatcherPropagation implements Rewrite {
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return plan.withExpr(propagate(plan.expr()));
  }

  private static Expr propagate(Expr expr) {
    Expr changed = Exprs.mapOperands(expr, MatcherPropagation::propagate);
    if (!(changed instanceof BinaryExpr binary)) {
      return changed;
    }
    VectorMatching matching = binary.matching();
    SilentVector left = SilentVector.of(binary.left());
    SilentVector right = SilentVector.of(binary.right());
    if (matching == null
        || left == null
        || right == null
        || !isSafe(binary.op(), left, right, matching)) {
      return changed;
    }
    return new BinaryExpr(
        binary.op(),
        binary.op() == BinaryOp.UNLESS ? binary.left() : restricted(left, right, matching),
        restricted(right, left, matching),
        matching,
        binary.returnBool(),
        binary.position());
  }

  private static boolean isSafe(
      BinaryOp op, SilentVector left, SilentVector right, VectorMatching matching) {
    return switch (op) {
      case OR -> false;
      case AND, UNLESS -> true;
      case ADD, SUB, MUL, DIV, MOD, POW, ATAN2, EQL, NEQ, GTR, LSS, GTE, LTE ->
          left.isUniqueIn(matching)
              && right.isUniqueIn(matching)
              && matching.fillLeft() == null
              && matching.fillRight() == null;
      case TRIM_UPPER, TRIM_LOWER -> false;
    };
  }

  /** A side whose series are those that the other side may have partners for. */
  private static Expr restricted(SilentVector side, SilentVector other, VectorMatching matching) {
    VectorSelector selector = side.selector();
    List<Matcher> matchers = new ArrayList<>(selector.matchers());
    for (Matcher matcher : other.selector().matchers()) {
      if (isMatchedOn(matcher.name(), matching)
          && side.keeps(matcher.name())
          && other.keeps(matcher.name())
          && !matchers.contains(matcher)) {
        matchers.add(matcher);
      }
    }
    return side.with(
        new VectorSelector(
            selector.name(),
            matchers,
            selector.offset(),
            selector.at(),
            selector.mode(),
            selector.position()));
  }

  private static boolean isMatchedOn(String name, VectorMatching matching) {
    if (matching.on()) {
      return matching.labels().contains(name);
    }
    return !name.equals(LabelNames.METRIC_NAME) && !matching.labels().contains(name);
  }
}
