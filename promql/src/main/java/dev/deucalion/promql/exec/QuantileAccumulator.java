package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.Quantiles;
import dev.deucalion.promql.kernel.Work;
import java.util.ArrayList;
import java.util.List;

/** {@code quantile}: needs all values of the group at a time. */
final class QuantileAccumulator implements GroupAccumulator {
  private final QueryLimits limits;
  private final double[] phi;
  private final List<Column> members = new ArrayList<>();
  private final Quantiles quantiles = new Quantiles();
  private long held;

  /**
   * @param phi for each step
   */
  QuantileAccumulator(QueryLimits limits, double[] phi) {
    this.limits = limits;
    this.phi = phi;
  }

  @Override
  public void add(Labels labels, Column series) {
    if (series.isEmpty()) {
      return;
    }
    limits.hold(series.steps());
    held += series.steps();
    Column copy = new Column(series.steps());
    copy.copyFrom(series);
    members.add(copy);
  }

  @Override
  public void finish(Column out) {
    out.clear();
    double[] values = new double[members.size()];
    Work work = new Work(limits::checkpoint);
    for (int step = 0; step < out.steps(); step++) {
      work.add(members.size());
      int n = 0;
      for (Column member : members) {
        if (member.has(step)) {
          values[n++] = member.values[step];
        }
      }
      if (n > 0) {
        out.set(step, quantiles.quantile(phi[step], values, 0, n, work));
      }
    }
    members.clear();
    limits.release(held);
    held = 0;
  }
}
