package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.number.Kahan;

/** {@code sum}. */
final class SumAccumulator implements GroupAccumulator {
  private final Column sum;
  private final double[] lost;

  SumAccumulator(int steps) {
    sum = new Column(steps);
    lost = new double[steps];
  }

  /** What one takes before anything was added. */
  static long emptyBytes(int steps) {
    return QueryLimits.columnBytes(steps) + QueryLimits.arrayBytes(steps);
  }

  @Override
  public int add(Labels labels, Column series, int fromWord, int toWord) {
    double[] values = series.values;
    double[] sums = sum.values;
    int more = 0;
    for (int w = fromWord; w < toWord; w++) {
      long seen = sum.present[w];
      for (long bits = series.present[w]; bits != 0; bits &= bits - 1) {
        int step = (w << 6) + Long.numberOfTrailingZeros(bits);
        if ((seen & bits & -bits) == 0) {
          sums[step] = values[step];
        } else {
          double next = sums[step] + values[step];
          lost[step] = Kahan.lost(sums[step], values[step], next, lost[step]);
          sums[step] = next;
        }
      }
      more += Long.bitCount(series.present[w] & ~seen);
      sum.present[w] = seen | series.present[w];
    }
    return more;
  }

  @Override
  public void finish(Column out, int fromWord, int toWord) {
    out.copyFloatsFrom(sum, fromWord, toWord);
    for (int step = fromWord << 6; step < Math.min(toWord << 6, lost.length); step++) {
      out.values[step] += lost[step];
    }
  }
}
