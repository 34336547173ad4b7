package dev.deucalion.promql.kernel;

/**
 * Double exponential smoothing (Holt): a smoothed value and a smoothed trend. Source: C. C. Holt,
 * "Forecasting seasonals and trends by exponentially weighted averages", 1957.
 */
public final class Smoothing {
  private Smoothing() {}

  /**
   * The smoothed value at the end of a window of two samples or more.
   *
   * @param smoothing between 0 and 1: how much the newest value counts
   * @param trend between 0 and 1: how much the newest trend counts
   * @param work told of each sample
   */
  public static double smooth(
      double[] values, int from, int to, double smoothing, double trend, Work work) {
    double before = 0;
    double level = values[from];
    double slope = values[from + 1] - values[from];
    for (int i = from + 1; i < to; ) {
      int end = work.strideEnd(i, to);
      for (; i < end; i++) {
        if (i > from + 1) {
          double newest = trend * (level - before);
          slope = newest + (1 - trend) * slope;
        }
        double value = smoothing * values[i];
        double expected = (1 - smoothing) * (level + slope);
        before = level;
        level = value + expected;
      }
    }
    return level;
  }
}
