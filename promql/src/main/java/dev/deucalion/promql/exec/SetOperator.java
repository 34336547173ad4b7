package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.kernel.Column;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code and} and {@code unless}: the left side where the right one has, or has not, a match. */
final class SetOperator implements VectorOperator {
  private final QueryLimits limits;
  private final VectorOperator left;
  private final VectorOperator right;
  private final VectorMatching matching;
  private final boolean wanted;
  private final Column column;
  private @Nullable MatchGroups groups;

  /** For each group the steps where its right side has a value; null until needed. */
  private long[] @Nullable [] rightPresent = new long[0][];

  /**
   * @param wanted whether a match is wanted ({@code and}) or not ({@code unless})
   */
  SetOperator(
      QueryLimits limits,
      VectorOperator left,
      VectorOperator right,
      VectorMatching matching,
      boolean wanted,
      int steps) {
    this.limits = limits;
    this.left = left;
    this.right = right;
    this.matching = matching;
    this.wanted = wanted;
    this.column = limits.workingColumn(steps);
  }

  @Override
  public List<Labels> series() {
    if (groups == null) {
      List<Labels> rightLabels = Drain.rightSeries(limits, left, right, column.steps());
      groups = MatchGroups.of(limits, left.series(), rightLabels, matching);
      rightPresent = new long[groups.count()][];
      for (int group = 0; group < groups.count(); group++) {
        if (groups.left().get(group).isEmpty()) {
          presentOf(group);
        }
      }
    }
    return left.series();
  }

  @Override
  public void read(int series, Column out) {
    left.read(series, out);
    long[] present = presentOf(Objects.requireNonNull(groups).leftGroup()[series]);
    for (int w = 0; w < present.length; w++) {
      out.retain(w, wanted ? present[w] : ~present[w]);
    }
  }

  @Override
  public boolean losesName(int series) {
    return left.losesName(series);
  }

  private long[] presentOf(int group) {
    long[] present = rightPresent[group];
    if (present == null) {
      present = limits.stepBits(column.steps());
      for (int i : Objects.requireNonNull(groups).right().get(group)) {
        right.read(i, column);
        column.addPresentTo(present);
      }
      rightPresent[group] = present;
    }
    return present;
  }
}
