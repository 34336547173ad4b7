package dev.deucalion.promql.exec;

import dev.deucalion.promql.kernel.Column;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads series of an operator that are needed more than once: keeps a column from its first use to
 * its last. One that is needed once goes straight through.
 */
final class SharedColumns {
  private final QueryLimits limits;
  private final VectorOperator input;
  private final int steps;

  /** How often each series will still be read. */
  private final int[] uses;

  private final @Nullable Column[] kept;
  private final boolean[] read;

  /**
   * @param uses how often each series will be read; taken over
   */
  SharedColumns(QueryLimits limits, VectorOperator input, int steps, int[] uses) {
    this.limits = limits;
    this.input = input;
    this.steps = steps;
    this.uses = uses;
    this.kept = new Column[uses.length];
    this.read = new boolean[uses.length];
  }

  /** Reads the series that nobody will read, for what may be wrong with them. */
  void readUnused() {
    readThose(i -> uses[i] == 0);
  }

  /** Reads all series that were not read yet, for what may be wrong with them. */
  void readRest() {
    readThose(i -> true);
  }

  private void readThose(IntPredicate which) {
    Column unused = new Column(steps, limits);
    for (int i = 0; i < uses.length; i++) {
      if (!read[i] && which.test(i)) {
        read[i] = true;
        input.read(i, unused);
      }
    }
    unused.dropHistograms();
  }

  /** Says that a series will be read once more than was said before. */
  void addUse(int series) {
    uses[series]++;
  }

  void read(int series, Column out) {
    uses[series]--;
    Column column = kept[series];
    if (column != null) {
      if (uses[series] > 0) {
        out.copyFrom(column);
      } else {
        out.takeFrom(column);
        kept[series] = null;
        limits.releaseColumn(steps);
        limits.releaseSamples(out.sampleCount());
      }
      return;
    }
    read[series] = true;
    input.read(series, out);
    if (uses[series] > 0) {
      limits.holdColumn(steps);
      limits.holdSamples(out.sampleCount());
      column = new Column(steps, limits);
      column.copyFrom(out);
      kept[series] = column;
    }
  }
}
