package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.number.Kahan;
import java.util.BitSet;

/**
 * {@code avg}: the sum divided by the count; where the sum would overflow, from there on the mean
 * is updated with each value instead.
 */
final class AvgAccumulator implements GroupAccumulator {
  /** Of {@link #incremental} as long as it is empty. */
  private static final int BITS_BYTES = 48;

  /** The sum, or the mean at steps in {@link #incremental}. */
  private final Column sum;

  private final double[] lost;
  private final double[] count;
  private final BitSet incremental = new BitSet();

  AvgAccumulator(int steps) {
    sum = new Column(steps);
    lost = new double[steps];
    count = new double[steps];
  }

  /** What one takes before anything was added. */
  static long emptyBytes(int steps) {
    return QueryLimits.columnBytes(steps) + 2 * QueryLimits.arrayBytes(steps) + BITS_BYTES;
  }

  @Override
  public int add(Labels labels, Column series, int fromWord, int toWord) {
    int more = 0;
    for (int w = fromWord; w < toWord; w++) {
      more += Long.bitCount(series.present[w] & ~sum.present[w]);
      for (long bits = series.present[w]; bits != 0; bits &= bits - 1) {
        int step = (w << 6) + Long.numberOfTrailingZeros(bits);
        double value = series.values[step];
        count[step]++;
        if (count[step] == 1) {
          sum.set(step, value);
        } else if (incremental.get(step)) {
          updateMean(step, value);
        } else {
          addOrSwitch(step, value);
        }
      }
    }
    return more;
  }

  private void addOrSwitch(int step, double value) {
    double before = sum.values[step];
    double next = before + value;
    if (Double.isInfinite(next)) {
      incremental.set(step);
      sum.values[step] = before / (count[step] - 1);
      lost[step] /= count[step] - 1;
      updateMean(step, value);
    } else {
      lost[step] = Kahan.lost(before, value, next, lost[step]);
      sum.values[step] = next;
    }
  }

  private void updateMean(int step, double value) {
    double q = (count[step] - 1) / count[step];
    double mean = q * sum.values[step];
    double share = value / count[step];
    double next = mean + share;
    lost[step] = Kahan.lost(mean, share, next, q * lost[step]);
    sum.values[step] = next;
  }

  @Override
  public void finish(Column out, int fromWord, int toWord) {
    out.copyFloatsFrom(sum, fromWord, toWord);
    for (int step = fromWord << 6; step < Math.min(toWord << 6, lost.length); step++) {
      if (incremental.get(step)) {
        out.values[step] += lost[step];
      } else {
        out.values[step] = out.values[step] / count[step] + lost[step] / count[step];
      }
    }
  }
}
