package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;

/** {@code min} and {@code max}: NaN only where all values are. */
final class ExtremeAccumulator implements GroupAccumulator {
  private final Column extreme;
  private final boolean greatest;

  ExtremeAccumulator(int steps, boolean greatest) {
    this.extreme = new Column(steps);
    this.greatest = greatest;
  }

  /** What one takes before anything was added. */
  static long emptyBytes(int steps) {
    return QueryLimits.columnBytes(steps);
  }

  @Override
  public int add(Labels labels, Column series, int fromWord, int toWord) {
    int more = 0;
    for (int w = fromWord; w < toWord; w++) {
      more += Long.bitCount(series.present[w] & ~extreme.present[w]);
      for (long bits = series.present[w]; bits != 0; bits &= bits - 1) {
        int step = (w << 6) + Long.numberOfTrailingZeros(bits);
        double value = series.values[step];
        double before = extreme.values[step];
        if (!extreme.has(step)
            || (greatest ? before < value : before > value)
            || Double.isNaN(before)) {
          extreme.set(step, value);
        }
      }
    }
    return more;
  }

  @Override
  public void finish(Column out, int fromWord, int toWord) {
    out.copyFloatsFrom(extreme, fromWord, toWord);
  }
}
