package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.kernel.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code or}: the left side, and the right side where the left one has no match. */
final class OrOperator implements VectorOperator {
  private final QueryLimits limits;
  private final VectorOperator left;
  private final VectorOperator right;
  private final VectorMatching matching;
  private final int steps;
  private @Nullable State state;

  OrOperator(
      QueryLimits limits,
      VectorOperator left,
      VectorOperator right,
      VectorMatching matching,
      int steps) {
    this.limits = limits;
    this.left = left;
    this.right = right;
    this.matching = matching;
    this.steps = steps;
  }

  /** What is known once the series are. Inputs are the left series, then the right ones. */
  private static final class State {
    private final MergedSeries output;
    private final MatchGroups groups;
    private final int leftCount;

    /** For each group the steps where the left series read so far have a value. */
    private final long[] @Nullable [] leftPresent;

    /** Left series that were read before they were asked for. */
    private final @Nullable Column[] kept;

    private final boolean[] leftRead;

    /** For each output the input that has the earliest value. */
    private final int[] earliest;

    private State(
        QueryLimits limits, List<Labels> left, List<Labels> right, VectorMatching matching) {
      List<Labels> inputs = new ArrayList<>(left);
      inputs.addAll(right);
      output = MergedSeries.of(limits, inputs);
      groups = MatchGroups.of(limits, left, right, matching);
      leftCount = left.size();
      leftPresent = new long[groups.count()][];
      kept = new Column[leftCount];
      leftRead = new boolean[leftCount];
      earliest = new int[output.labels().size()];
    }
  }

  private State state() {
    if (state == null) {
      List<Labels> rightLabels = Drain.rightSeries(limits, left, right, steps);
      state = new State(limits, left.series(), rightLabels, matching);
    }
    return state;
  }

  @Override
  public List<Labels> series() {
    return state().output.labels();
  }

  @Override
  public void read(int series, Column out) {
    State s = state();
    int[] earliestStep = {steps};
    s.earliest[series] = s.output.first(series);
    s.output.read(
        series,
        (input, column) -> {
          readInput(s, input, column);
          int step = column.firstStep();
          if (step < earliestStep[0]) {
            earliestStep[0] = step;
            s.earliest[series] = input;
          }
        },
        out);
  }

  @Override
  public boolean losesName(int series) {
    State s = state();
    int input = s.earliest[series];
    return input < s.leftCount ? left.losesName(input) : right.losesName(input - s.leftCount);
  }

  private void readInput(State s, int input, Column out) {
    if (input >= s.leftCount) {
      readRight(s, input - s.leftCount, out);
      return;
    }
    Column column = s.kept[input];
    if (column == null) {
      readLeft(s, input, out);
    } else {
      out.takeFrom(column);
      s.kept[input] = null;
      limits.releaseColumn(steps);
      limits.releaseSamples(out.sampleCount());
    }
  }

  private void readLeft(State s, int i, Column out) {
    left.read(i, out);
    s.leftRead[i] = true;
    int group = s.groups.leftGroup()[i];
    if (s.groups.right().get(group).isEmpty()) {
      return;
    }
    long[] present = s.leftPresent[group];
    if (present == null) {
      present = limits.stepBits(steps);
      s.leftPresent[group] = present;
    }
    out.addPresentTo(present);
  }

  private void readRight(State s, int i, Column out) {
    int group = s.groups.rightGroup()[i];
    for (int l : s.groups.left().get(group)) {
      if (!s.leftRead[l]) {
        limits.holdColumn(steps);
        Column column = new Column(steps, limits);
        readLeft(s, l, column);
        limits.holdSamples(column.sampleCount());
        s.kept[l] = column;
      }
    }
    right.read(i, out);
    if (!s.groups.left().get(group).isEmpty()) {
      long[] present = Objects.requireNonNull(s.leftPresent[group]);
      for (int w = 0; w < present.length; w++) {
        out.retain(w, ~present[w]);
      }
    }
  }
}
