package dev.deucalion.promql.exec;

import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.StepGrid;
import dev.deucalion.promql.kernel.Windows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subquery: the values of an expression at steps of its own are the samples of a range vector.
 */
final class SubqueryRange implements RangeVector {
  private final QueryLimits limits;
  private final VectorOperator inner;
  private final StepGrid innerGrid;
  private final Windows windows;
  private final Column column;
  private final Samples samples = new Samples();
  private long heldSamples;
  private long heldBytes;

  /**
   * @param inner over {@code innerGrid}
   */
  SubqueryRange(QueryLimits limits, VectorOperator inner, StepGrid innerGrid, Windows windows) {
    this.limits = limits;
    this.inner = inner;
    this.innerGrid = innerGrid;
    this.windows = windows;
    this.column = limits.workingColumn(innerGrid.count());
  }

  @Override
  public List<Labels> series() {
    return inner.series();
  }

  @Override
  public Samples load(int series) {
    limits.checkpoint();
    samples.clear();
    inner.read(series, column);
    hold();
    samples.reserve(column.floatCount());
    Pace pace = new Pace(limits);
    for (int w = 0; w < column.present.length; w++) {
      pace.step();
      for (long bits = column.present[w]; bits != 0; bits &= bits - 1) {
        int step = (w << 6) + Long.numberOfTrailingZeros(bits);
        samples.add(innerGrid.timeMs(step), column.values[step]);
      }
    }
    if (column.hasHistograms()) {
      loadHistograms();
    }
    return samples;
  }

  /** The samples of one series count at a time. Their histograms are those of the column. */
  private void hold() {
    limits.releaseSamples(heldSamples);
    limits.releaseBytes(heldBytes);
    heldSamples = column.sampleCount();
    heldBytes = (long) column.floatCount() * QueryLimits.SAMPLE_BYTES;
    limits.holdSamples(heldSamples);
    limits.holdBytes(heldBytes);
  }

  private void loadHistograms() {
    Pace pace = new Pace(limits);
    for (int step = 0; step < column.steps(); step++) {
      pace.step();
      FloatHistogram histogram = column.histogram(step);
      if (histogram != null) {
        samples.addHistogram(innerGrid.timeMs(step), withoutResets(histogram));
      }
    }
  }

  /**
   * What a hint says of the sample before need not hold of the step before: steps may leave samples
   * out, or see one twice.
   */
  private static FloatHistogram withoutResets(FloatHistogram histogram) {
    return switch (histogram.resetHint()) {
      case RESET, NOT_RESET -> histogram.withResetHint(CounterResetHint.UNKNOWN);
      case UNKNOWN, GAUGE -> histogram;
    };
  }

  @Override
  public boolean losesName(int series) {
    return inner.losesName(series);
  }

  @Override
  public boolean isStored() {
    return false;
  }

  @Override
  public Windows windows() {
    return windows;
  }

  @Override
  public @Nullable RangeVector fork() {
    VectorOperator innerFork = inner.fork();
    return innerFork == null
        ? null
        : new SubqueryRange(limits, innerFork, innerGrid, windows.fork());
  }
}
