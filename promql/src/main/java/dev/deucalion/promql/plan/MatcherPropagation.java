package dev.deucalion.promql.plan;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.BinaryOp;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.ast.VectorSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Gives a selector the matchers of the selector on the other side of an operator, where series that
 * do not fit them would find no partner anyway: in {@code a{job="x"} / b} only series of {@code b}
 * of that job.
 *
 * <p>Only where nothing else can be seen of the series that are left out. They must not be able to
 * clash with one another, so both sides are selectors of one metric name and, but for set
 * operators, are matched on all labels. Nor may they be part of the result: that of {@code or} and
 * of fill values has series without a partner, and so has the left side of {@code unless}.
 */
public final class MatcherPropagation implements Rewrite {
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return plan.withExpr(propagate(plan.expr()));
  }

  private static Expr propagate(Expr expr) {
    Expr changed = Exprs.mapOperands(expr, MatcherPropagation::propagate);
    if (!(changed instanceof BinaryExpr binary)
        || !(Exprs.unwrap(binary.left()) instanceof VectorSelector left)
        || !(Exprs.unwrap(binary.right()) instanceof VectorSelector right)) {
      return changed;
    }
    VectorMatching matching = Objects.requireNonNull(binary.matching());
    if (!isSafe(binary.op(), matching) || !hasOneName(left) || !hasOneName(right)) {
      return changed;
    }
    VectorSelector newLeft =
        binary.op() == BinaryOp.UNLESS ? left : with(left, right.matchers(), matching);
    VectorSelector newRight = with(right, left.matchers(), matching);
    return new BinaryExpr(
        binary.op(), newLeft, newRight, matching, binary.returnBool(), binary.position());
  }

  private static boolean isSafe(BinaryOp op, VectorMatching matching) {
    return switch (op) {
      case OR -> false;
      case AND, UNLESS -> true;
      case ADD, SUB, MUL, DIV, MOD, POW, ATAN2, EQL, NEQ, GTR, LSS, GTE, LTE ->
          !matching.on()
              && matching.labels().isEmpty()
              && matching.fillLeft() == null
              && matching.fillRight() == null;
      case TRIM_UPPER, TRIM_LOWER -> false;
    };
  }

  private static boolean hasOneName(VectorSelector selector) {
    return selector.matchers().stream()
        .anyMatch(m -> m.name().equals(LabelNames.METRIC_NAME) && m.type() == MatchType.EQUAL);
  }

  private static VectorSelector with(
      VectorSelector selector, List<Matcher> others, VectorMatching matching) {
    List<Matcher> matchers = new ArrayList<>(selector.matchers());
    for (Matcher other : others) {
      if (isMatchedOn(other.name(), matching) && !matchers.contains(other)) {
        matchers.add(other);
      }
    }
    return new VectorSelector(
        selector.name(),
        matchers,
        selector.offset(),
        selector.at(),
        selector.mode(),
        selector.position());
  }

  private static boolean isMatchedOn(String name, VectorMatching matching) {
    if (matching.on()) {
      return matching.labels().contains(name);
    }
    return !name.equals(LabelNames.METRIC_NAME) && !matching.labels().contains(name);
  }
}
