package dev.deucalion.promql.kernel;

/** Values between two samples, on the straight line between them. */
public final class Interpolation {
  private Interpolation() {}

  /**
   * The value at a time between two samples.
   *
   * @param before index of the float before the time; the next one is after it
   * @param counter whether a value that fell began at zero
   */
  public static double at(long timeMs, Samples samples, int before, boolean counter) {
    long[] timesMs = samples.timesMs;
    double from = samples.values[before];
    double to = samples.values[before + 1];
    if (counter && to < from) {
      from = 0;
    }
    return from
        + (to - from) * (timeMs - timesMs[before]) / (timesMs[before + 1] - timesMs[before]);
  }
}
