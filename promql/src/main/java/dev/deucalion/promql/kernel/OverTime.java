package dev.deucalion.promql.kernel;

import dev.deucalion.promql.number.Kahan;

/**
 * Aggregations over the values of one window, {@code values[from..to)}, which is not empty.
 *
 * <p>Each tells {@link Work} of what it does.
 */
public final class OverTime {
  private OverTime() {}

  /** Sum, with what rounding loses added up beside it. */
  public static double sum(double[] values, int from, int to, Work work) {
    double sum = 0;
    double lost = 0;
    for (int i = from; i < to; ) {
      int end = work.strideEnd(i, to);
      for (; i < end; i++) {
        double next = sum + values[i];
        lost = Kahan.lost(sum, values[i], next, lost);
        sum = next;
      }
    }
    return Double.isInfinite(sum) ? sum : sum + lost;
  }

  /** The mean from the sum; from the value before it on, incrementally, where the sum overflows. */
  public static double avg(double[] values, int from, int to, Work work) {
    double sum = values[from];
    double lost = 0;
    for (int i = from + 1; i < to; ) {
      int end = work.strideEnd(i, to);
      for (; i < end; i++) {
        double next = sum + values[i];
        if (Double.isInfinite(next)) {
          return incrementalAvg(values, from, i, to, sum, lost, work);
        }
        lost = Kahan.lost(sum, values[i], next, lost);
        sum = next;
      }
    }
    double count = to - from;
    return sum / count + lost / count;
  }

  private static double incrementalAvg(
      double[] values, int from, int at, int to, double sumBefore, double lostBefore, Work work) {
    double before = at - from;
    double mean = sumBefore / before;
    double lost = lostBefore / before;
    for (int i = at; i < to; ) {
      int end = work.strideEnd(i, to);
      for (; i < end; i++) {
        double count = i - from + 1;
        double q = (count - 1) / count;
        double value = values[i] / count;
        double scaled = q * mean;
        double next = scaled + value;
        lost = Kahan.lost(scaled, value, next, q * lost);
        mean = next;
      }
    }
    return mean + lost;
  }

  /** The least value that is a number, NaN where there is none. */
  public static double min(double[] values, int from, int to, Work work) {
    double min = values[from];
    for (int i = from + 1; i < to; ) {
      int end = work.strideEnd(i, to);
      for (; i < end; i++) {
        double v = values[i];
        if (v < min || Double.isNaN(min)) {
          min = v;
        }
      }
    }
    return min;
  }

  /** The greatest value that is a number, NaN where there is none. */
  public static double max(double[] values, int from, int to, Work work) {
    double max = values[from];
    for (int i = from + 1; i < to; ) {
      int end = work.strideEnd(i, to);
      for (; i < end; i++) {
        double v = values[i];
        if (v > max || Double.isNaN(max)) {
          max = v;
        }
      }
    }
    return max;
  }

  /** Population variance, by Welford's method. */
  public static double variance(double[] values, int from, int to, Work work) {
    double count = 0;
    double mean = 0;
    double meanLost = 0;
    double aux = 0;
    double auxLost = 0;
    for (int i = from; i < to; ) {
      int end = work.strideEnd(i, to);
      for (; i < end; i++) {
        count++;
        double delta = values[i] - (mean + meanLost);
        double share = delta / count;
        double nextMean = mean + share;
        meanLost = Kahan.lost(mean, share, nextMean, meanLost);
        mean = nextMean;
        double square = delta * (values[i] - (mean + meanLost));
        double nextAux = aux + square;
        auxLost = Kahan.lost(aux, square, nextAux, auxLost);
        aux = nextAux;
      }
    }
    return (aux + auxLost) / count;
  }

  /** Standard deviation of all values, not of a sample of them. */
  public static double stddev(double[] values, int from, int to, Work work) {
    return Math.sqrt(variance(values, from, to, work));
  }

  /** Time in seconds of the last of the least values. */
  public static double timeOfMin(long[] timesMs, double[] values, int from, int to, Work work) {
    int at = from;
    for (int i = from; i < to; ) {
      int end = work.strideEnd(i, to);
      for (; i < end; i++) {
        if (values[i] <= values[at] || Double.isNaN(values[at])) {
          at = i;
        }
      }
    }
    return timesMs[at] / 1000.0;
  }

  /** Time in seconds of the last of the greatest values. */
  public static double timeOfMax(long[] timesMs, double[] values, int from, int to, Work work) {
    int at = from;
    for (int i = from; i < to; ) {
      int end = work.strideEnd(i, to);
      for (; i < end; i++) {
        if (values[i] >= values[at] || Double.isNaN(values[at])) {
          at = i;
        }
      }
    }
    return timesMs[at] / 1000.0;
  }
}
