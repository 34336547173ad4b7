package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.Work;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@code limitk}: at each step the first k series of each group that have a value. */
final class LimitKOperator implements VectorOperator {
  private final QueryLimits limits;
  private final VectorOperator input;
  private final ScalarColumn k;
  private final int steps;
  private final UnaryOperator<Labels> groupLabels;

  private final KeptSeries first;
  private boolean evaluated;

  LimitKOperator(
      QueryLimits limits,
      VectorOperator input,
      ScalarColumn k,
      int steps,
      UnaryOperator<Labels> groupLabels) {
    this.limits = limits;
    this.input = input;
    this.k = k;
    this.steps = steps;
    this.groupLabels = groupLabels;
    this.first = new KeptSeries(limits, input, steps);
  }

  @Override
  public List<Labels> series() {
    if (!evaluated) {
      evaluated = true;
      evaluate();
    }
    return first.labels();
  }

  private void evaluate() {
    List<Labels> labels = input.series();
    if (!CountParameter.isAnyWanted(k.values())) {
      Drain.all(limits, input, steps);
      return;
    }
    Grouping grouping = Grouping.of(limits, labels, groupLabels);
    limits.holdBytes((long) grouping.groups().size() * steps * Integer.BYTES);
    int[][] taken = new int[grouping.groups().size()][steps];
    Column column = new Column(steps, limits);
    Work work = new Work(limits::checkpoint);
    for (int i = 0; i < labels.size(); i++) {
      limits.checkpoint();
      input.read(i, column);
      int[] takenOfGroup = taken[grouping.groupOf()[i]];
      for (int step = 0; step < steps; step++) {
        work.add(1);
        if (column.hasAny(step) && takenOfGroup[step]++ >= (long) k.values()[step]) {
          column.remove(step);
        }
      }
      if (!column.isEmpty()) {
        first.add(i, column);
        column = column.sibling();
      }
    }
    column.dropHistograms();
  }

  @Override
  public void read(int i, Column out) {
    first.read(i, out);
  }

  @Override
  public boolean losesName(int series) {
    return first.losesName(series);
  }
}
