package dev.deucalion.promql.kernel;

import java.util.Arrays;

/**
 * {@code rate}, {@code increase} and {@code delta}: the difference of the ends of a window,
 * extrapolated to the whole window.
 *
 * <p>Extrapolation goes up to the edge of the window where a sample is near it (nearer than 1.1
 * times the average distance of samples), else by half that distance; for counters not beyond the
 * time where the counter would have been zero.
 *
 * <p>What a window needs besides its first and last sample are the resets of the counter between
 * them. Their places are found once for the series, so a window without resets costs the same
 * whatever its length.
 */
public final class RateKernel implements WindowKernel {
  private final boolean counter;
  private final boolean perSecond;

  /** Index of each sample that is less than the one before it. */
  private int[] resetAt = new int[16];

  private int resetCount;

  private RateKernel(boolean counter, boolean perSecond) {
    this.counter = counter;
    this.perSecond = perSecond;
  }

  public static RateKernel rate() {
    return new RateKernel(true, true);
  }

  public static RateKernel increase() {
    return new RateKernel(true, false);
  }

  public static RateKernel delta() {
    return new RateKernel(false, false);
  }

  @Override
  public void fold(Samples samples, Windows windows, Column out) {
    long[] timesMs = samples.timesMs;
    double[] values = samples.values;
    resetCount = 0;
    if (counter) {
      findResets(values, samples.size);
    }
    double seconds = perSecond ? windows.rangeSeconds() : 1;
    long rangeMs = windows.rangeMs();
    int reset = 0;
    for (int step = 0; step < windows.steps(); step++) {
      int first = windows.from(step);
      int last = windows.to(step) - 1;
      if (last <= first) {
        continue;
      }
      double result = values[last] - values[first];
      while (reset < resetCount && resetAt[reset] <= first) {
        reset++;
      }
      for (int r = reset; r < resetCount && resetAt[r] <= last; r++) {
        result += values[resetAt[r] - 1];
      }
      long endMs = windows.endMs(step);
      double factor =
          extrapolation(
              timesMs[first],
              timesMs[last],
              last - first,
              endMs - rangeMs,
              endMs,
              counter && result > 0 && values[first] >= 0 ? values[first] / result : -1);
      if (perSecond) {
        factor /= seconds;
      }
      out.set(step, result * factor);
    }
  }

  private void findResets(double[] values, int size) {
    for (int i = 1; i < size; i++) {
      if (values[i] < values[i - 1]) {
        if (resetCount == resetAt.length) {
          resetAt = Arrays.copyOf(resetAt, resetCount * 2);
        }
        resetAt[resetCount++] = i;
      }
    }
  }

  /**
   * By what the difference grows.
   *
   * @param intervals number of samples but one
   * @param zeroRatio how many sampled intervals before the first sample a counter was zero, or
   *     negative where that is not known
   */
  private static double extrapolation(
      long firstMs, long lastMs, int intervals, long startMs, long endMs, double zeroRatio) {
    double toStart = (firstMs - startMs) / 1000.0;
    double toEnd = (endMs - lastMs) / 1000.0;
    double sampled = (lastMs - firstMs) / 1000.0;
    double average = sampled / intervals;
    double threshold = average * 1.1;
    if (toStart >= threshold) {
      toStart = average / 2;
    }
    if (zeroRatio >= 0) {
      double toZero = sampled * zeroRatio;
      if (toZero < toStart) {
        toStart = toZero;
      }
    }
    if (toEnd >= threshold) {
      toEnd = average / 2;
    }
    return (sampled + toStart + toEnd) / sampled;
  }
}
