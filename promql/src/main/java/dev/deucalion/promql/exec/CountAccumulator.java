package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;

/** {@code count} and {@code group}. */
final class CountAccumulator implements GroupAccumulator {
  private final Column count;
  private final boolean one;

  /**
   * @param one whether the result is 1 whatever the count
   */
  CountAccumulator(int steps, boolean one) {
    this.count = new Column(steps);
    this.one = one;
  }

  /** What one takes before anything was added. */
  static long emptyBytes(int steps) {
    return QueryLimits.columnBytes(steps);
  }

  @Override
  public int add(Labels labels, Column series, int fromWord, int toWord) {
    int more = 0;
    for (int w = fromWord; w < toWord; w++) {
      long present = series.anyPresent(w);
      for (long bits = present; bits != 0; bits &= bits - 1) {
        int step = (w << 6) + Long.numberOfTrailingZeros(bits);
        count.values[step] = one ? 1 : count.values[step] + 1;
      }
      more += Long.bitCount(present & ~count.present[w]);
      count.present[w] |= present;
    }
    return more;
  }

  @Override
  public void finish(Column out, int fromWord, int toWord) {
    out.copyFloatsFrom(count, fromWord, toWord);
  }
}
