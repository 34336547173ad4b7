package dev.deucalion.promql.exec;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression that is the same at all steps: evaluated at the first one only. */
final class SpreadOperator implements VectorOperator {
  private final QueryLimits limits;
  private final VectorOperator input;
  private final Column first;

  /**
   * @param input over one step
   */
  SpreadOperator(QueryLimits limits, VectorOperator input) {
    this.limits = limits;
    this.first = new Column(1, limits);
    this.input = input;
  }

  @Override
  public List<Labels> series() {
    return input.series();
  }

  @Override
  public void read(int series, Column out) {
    input.read(series, first);
    FloatHistogram histogram = first.histogram(0);
    if (histogram != null) {
      out.fill(histogram);
    } else if (first.has(0)) {
      out.fill(first.values[0]);
    } else {
      out.clear();
    }
  }

  @Override
  public boolean losesName(int series) {
    return input.losesName(series);
  }

  @Override
  public @Nullable VectorOperator fork() {
    VectorOperator inputFork = input.fork();
    return inputFork == null ? null : new SpreadOperator(limits, inputFork);
  }
}
