package dev.deucalion.promql.kernel;

import dev.deucalion.promql.number.Kahan;

/** Least squares line through the samples of a window; x in seconds from a chosen time. */
public final class Regression {
  /** Growth a second. */
  private double slope;

  /** Value at the chosen time. */
  private double intercept;

  /** {@code deriv}: the slope, for windows of two samples or more. */
  public static WindowKernel deriv() {
    Regression line = new Regression();
    return (samples, windows, out) -> {
      for (int step = 0; step < windows.steps(); step++) {
        windows.work().add(1);
        int from = windows.from(step);
        if (windows.to(step) - from >= 2) {
          line.fit(samples, from, windows.to(step), samples.timesMs[from], windows.work());
          out.set(step, line.slope);
        }
      }
    };
  }

  /**
   * {@code predict_linear}: the line's value so many seconds after each step, for windows of two
   * samples or more.
   *
   * @param seconds for each step
   */
  public static WindowKernel predictLinear(double[] seconds) {
    Regression line = new Regression();
    return (samples, windows, out) -> {
      for (int step = 0; step < windows.steps(); step++) {
        windows.work().add(1);
        int from = windows.from(step);
        if (windows.to(step) - from >= 2) {
          line.fit(samples, from, windows.to(step), windows.stepMs(step), windows.work());
          out.set(step, line.slope * seconds[step] + line.intercept);
        }
      }
    };
  }

  private void fit(Samples samples, int from, int to, long zeroMs, Work work) {
    long[] timesMs = samples.timesMs;
    double[] values = samples.values;
    double sumX = 0;
    double lostX = 0;
    double sumY = 0;
    double lostY = 0;
    double sumXy = 0;
    double lostXy = 0;
    double sumXx = 0;
    double lostXx = 0;
    boolean constant = true;
    for (int i = from; i < to; ) {
      int end = work.strideEnd(i, to);
      for (; i < end; i++) {
        double y = values[i];
        if (i > from && y != values[from]) {
          constant = false;
        }
        double x = (timesMs[i] - zeroMs) / 1e3;
        double next = sumX + x;
        lostX = Kahan.lost(sumX, x, next, lostX);
        sumX = next;
        next = sumY + y;
        lostY = Kahan.lost(sumY, y, next, lostY);
        sumY = next;
        double xy = x * y;
        next = sumXy + xy;
        lostXy = Kahan.lost(sumXy, xy, next, lostXy);
        sumXy = next;
        double xx = x * x;
        next = sumXx + xx;
        lostXx = Kahan.lost(sumXx, xx, next, lostXx);
        sumXx = next;
      }
    }
    if (constant) {
      boolean infinite = Double.isInfinite(values[from]);
      slope = infinite ? Double.NaN : 0;
      intercept = infinite ? Double.NaN : values[from];
      return;
    }
    double n = to - from;
    sumX += lostX;
    sumY += lostY;
    sumXy += lostXy;
    sumXx += lostXx;
    double covariance = sumXy - sumX * sumY / n;
    double variance = sumXx - sumX * sumX / n;
    slope = covariance / variance;
    intercept = sumY / n - slope * sumX / n;
  }
}
