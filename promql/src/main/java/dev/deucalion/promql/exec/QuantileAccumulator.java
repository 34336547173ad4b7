package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.Quantiles;
import dev.deucalion.promql.kernel.Work;
import java.util.ArrayList;
import java.util.List;

/** {@code quantile}: needs all values of the group at a time. */
final class QuantileAccumulator implements GroupAccumulator {
  /** Itself, what computes the quantiles and the list of members. */
  private static final int OBJECTS_BYTES = 128;

  private final QueryLimits limits;
  private final double[] phi;
  private final List<Column> members = new ArrayList<>();
  private final Quantiles quantiles = new Quantiles();

  /**
   * @param phi for each step
   */
  QuantileAccumulator(QueryLimits limits, double[] phi) {
    this.limits = limits;
    this.phi = phi;
  }

  /** What one takes before anything was added. */
  static long emptyBytes() {
    return OBJECTS_BYTES;
  }

  @Override
  public int add(Labels labels, Column series, int fromWord, int toWord) {
    if (fromWord == 0) {
      limits.holdColumn(series.steps());
      members.add(new Column(series.steps()));
    }
    members.getLast().copyFloatsFrom(series, fromWord, toWord);
    int more = 0;
    for (int w = fromWord; w < toWord; w++) {
      more += Long.bitCount(series.present[w]);
    }
    return more;
  }

  @Override
  public void finish(Column out, int fromWord, int toWord) {
    double[] values = new double[members.size()];
    Work work = new Work(limits::checkpoint, limits);
    for (int step = fromWord << 6; step < Math.min(toWord << 6, out.steps()); step++) {
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
    if (toWord == out.present.length) {
      members.forEach(member -> limits.releaseColumn(member.steps()));
      members.clear();
    }
  }
}
