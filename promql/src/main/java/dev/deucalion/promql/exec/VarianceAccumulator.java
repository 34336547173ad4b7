package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;

/** {@code stdvar} and {@code stddev}: of the whole population, by Welford's method. */
final class VarianceAccumulator implements GroupAccumulator {
  private final Column squares;
  private final double[] mean;
  private final double[] count;
  private final boolean deviation;

  /**
   * @param deviation whether the result is the root of the variance
   */
  VarianceAccumulator(int steps, boolean deviation) {
    this.squares = new Column(steps);
    this.mean = new double[steps];
    this.count = new double[steps];
    this.deviation = deviation;
  }

  /** What one takes before anything was added. */
  static long emptyBytes(int steps) {
    return QueryLimits.columnBytes(steps) + 2 * QueryLimits.arrayBytes(steps);
  }

  @Override
  public int add(Labels labels, Column series, int fromWord, int toWord) {
    int more = 0;
    for (int w = fromWord; w < toWord; w++) {
      more += Long.bitCount(series.present[w] & ~squares.present[w]);
      for (long bits = series.present[w]; bits != 0; bits &= bits - 1) {
        int step = (w << 6) + Long.numberOfTrailingZeros(bits);
        double value = series.values[step];
        count[step]++;
        if (count[step] == 1) {
          mean[step] = value;
          squares.set(step, Double.isFinite(value) ? 0 : Double.NaN);
        } else {
          double delta = value - mean[step];
          mean[step] += delta / count[step];
          squares.values[step] += delta * (value - mean[step]);
        }
      }
    }
    return more;
  }

  @Override
  public void finish(Column out, int fromWord, int toWord) {
    out.copyFloatsFrom(squares, fromWord, toWord);
    for (int step = fromWord << 6; step < Math.min(toWord << 6, count.length); step++) {
      double variance = out.values[step] / count[step];
      out.values[step] = deviation ? Math.sqrt(variance) : variance;
    }
  }
}
