package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.ast.VectorMatching.Cardinality;
import dev.deucalion.promql.kernel.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A binary operator between two vectors.
 *
 * <p>Series are matched once, by labels; values decide later, step by step, whether a match that is
 * not unique does harm: two series of one group clash only where both have a value.
 */
final class VectorBinaryOperator implements VectorOperator {
  private final QueryLimits limits;
  private final BinaryFunction function;
  private final VectorMatching matching;
  private final VectorOperator many;
  private final VectorOperator one;
  private final boolean oneIsLeft;
  private final int steps;
  private final boolean removeNames;
  private final Column manyColumn;
  private final Column oneColumn;
  private @Nullable State state;

  /**
   * @param left left side of the operator
   * @param right right side of the operator
   * @param removeNames whether results have no metric names
   */
  VectorBinaryOperator(
      QueryLimits limits,
      BinaryFunction function,
      VectorMatching matching,
      VectorOperator left,
      VectorOperator right,
      int steps,
      boolean removeNames) {
    this.limits = limits;
    this.function = function;
    this.matching = matching;
    this.oneIsLeft = matching.cardinality() == Cardinality.ONE_TO_MANY;
    this.many = oneIsLeft ? right : left;
    this.one = oneIsLeft ? left : right;
    this.steps = steps;
    this.removeNames = removeNames;
    this.manyColumn = limits.workingColumn(steps);
    this.oneColumn = limits.workingColumn(steps);
  }

  /** What is known once the series are. */
  private record State(
      MatchPlan plan,
      MergedSeries output,
      MatchSide manySide,
      MatchSide oneSide,
      Map<MatchKey, long[]> matched) {}

  /** Where two matches clash: one-to-one in the whole group, else in one result of the group. */
  private record MatchKey(int group, int output) {}

  @Override
  public List<Labels> series() {
    return state().output().labels();
  }

  private State state() {
    if (state == null) {
      state = match();
    }
    return state;
  }

  private State match() {
    Drain.rightSeries(limits, oneIsLeft ? one : many, oneIsLeft ? many : one, steps);
    List<Labels> manyLabels = many.series();
    List<Labels> oneLabels = one.series();
    boolean fillMany = matching.fillLeft() != null;
    boolean fillOne = matching.fillRight() != null;
    MatchPlanner planner = new MatchPlanner(limits, manyLabels, oneLabels, matching, removeNames);
    MatchGroups groups = planner.groups();
    MatchSide manySide = new MatchSide(limits, many, groups.left(), steps, planner.manyUses());
    MatchSide oneSide = new MatchSide(limits, one, groups.right(), steps, planner.oneUses());
    manySide.expectPresence(planner.manyFilled());
    oneSide.expectPresence(planner.oneFilled());
    if (!manyLabels.isEmpty() || fillMany || fillOne) {
      requireUniqueOnes(groups, manySide, oneSide, fillMany || fillOne);
    }
    manySide.readUnused();
    oneSide.readUnused();
    MatchPlan plan = planner.plan();
    MergedSeries output = MergedSeries.of(limits, plan.labels());
    return new State(plan, output, manySide, oneSide, new HashMap<>());
  }

  /**
   * Fails where two series of the "one" side have a value at the same step.
   *
   * @param everywhere whether also steps count where the other side has no value
   */
  private void requireUniqueOnes(
      MatchGroups groups, MatchSide manySide, MatchSide oneSide, boolean everywhere) {
    MatchSide.Clash clash = oneSide.firstClash(everywhere ? null : manySide);
    if (clash == null) {
      return;
    }
    evaluateSides(manySide, oneSide);
    String a = one.series().get(clash.first()).toString();
    String b = one.series().get(clash.second()).toString();
    throw QueryContext.failure(
        "found duplicate series for the match group %s on the %s hand-side of the operation: [%s, %s];many-to-many matching not allowed: matching labels must be unique on one side"
            .formatted(
                groups.labels().get(clash.group()),
                oneIsLeft ? "left" : "right",
                a.compareTo(b) <= 0 ? a : b,
                a.compareTo(b) <= 0 ? b : a));
  }

  /**
   * What is wrong with a side, the left one first, is told of before what is wrong with a match.
   */
  private void evaluateSides(MatchSide manySide, MatchSide oneSide) {
    (oneIsLeft ? oneSide : manySide).readRest();
    (oneIsLeft ? manySide : oneSide).readRest();
  }

  @Override
  public void read(int series, Column out) {
    state().output().read(series, (pair, column) -> readPair(pair, series, column), out);
  }

  @Override
  public boolean losesName(int series) {
    return function.dropsName();
  }

  private void readPair(int index, int output, Column out) {
    State s = state();
    MatchPlan.Pair pair = s.plan().pairs().get(index);
    if (pair.many() == MatchPlan.FILL) {
      double value = Objects.requireNonNull(matching.fillLeft());
      s.manySide().readFill(pair.group(), value, manyColumn);
    } else {
      s.manySide().read(pair.many(), manyColumn);
    }
    if (pair.ones().isEmpty()) {
      double value = Objects.requireNonNull(matching.fillRight());
      s.oneSide().readFill(pair.group(), value, oneColumn);
    } else {
      s.oneSide().readMerged(pair.ones(), oneColumn);
    }
    Column left = oneIsLeft ? oneColumn : manyColumn;
    Column right = oneIsLeft ? manyColumn : oneColumn;
    function.apply(left, right, left, out);
    requireUniqueMatch(s, pair.group(), output, out);
  }

  /**
   * Fails where another series of the group has had a match at the same step. A float and a
   * histogram that do not go together are none.
   */
  private void requireUniqueMatch(State s, int group, int output, Column out) {
    boolean oneToOne = matching.cardinality() == Cardinality.ONE_TO_ONE;
    if (s.plan().groups().left().get(group).size() < 2
        || (!oneToOne && !s.output().isMerged(output))) {
      return;
    }
    long[] matched =
        s.matched()
            .computeIfAbsent(
                new MatchKey(group, oneToOne ? -1 : output), key -> limits.stepBits(steps));
    Column left = oneIsLeft ? oneColumn : manyColumn;
    Column right = oneIsLeft ? manyColumn : oneColumn;
    for (int w = 0; w < matched.length; w++) {
      long both = function.matched(left, right, out, w);
      if ((matched[w] & both) != 0) {
        evaluateSides(s.manySide(), s.oneSide());
        throw QueryContext.failure(
            oneToOne
                ? "multiple matches for labels: many-to-one matching must be explicit"
                    + " (group_left/group_right)"
                : "multiple matches for labels: grouping labels must ensure unique matches");
      }
      matched[w] |= both;
    }
  }
}
