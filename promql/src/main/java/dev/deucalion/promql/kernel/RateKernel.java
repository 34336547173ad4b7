package dev.deucalion.promql.kernel;

import org.jspecify.annotations.Nullable;

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
 *
 * <p>Counters whose samples have start timestamps are left to {@link StartedRate}.
 */
public final class RateKernel implements WindowKernel {
  private final boolean counter;
  private final boolean perSecond;

  /** Samples that are less than the one before them. */
  private final SampleMarks resets = new SampleMarks();

  private @Nullable StartedRate started;
  private int overlaps;

  private RateKernel(boolean counter, boolean perSecond) {
    this.counter = counter;
    this.perSecond = perSecond;
  }

  /** Rise per second of a counter. */
  public static RateKernel rate() {
    return new RateKernel(true, true);
  }

  /** Rise of a counter. */
  public static RateKernel increase() {
    return new RateKernel(true, false);
  }

  /** Difference of a gauge. */
  public static RateKernel delta() {
    return new RateKernel(false, false);
  }

  @Override
  public void fold(Samples samples, Windows windows, Column out) {
    overlaps = 0;
    Extrapolation extrapolation = new Extrapolation(perSecond ? windows.rangeSeconds() : 1);
    if (counter && samples.hasStarts()) {
      if (started == null) {
        started = new StartedRate();
      }
      overlaps = started.fold(samples, windows, extrapolation, out);
      return;
    }
    windows.work().add(samples.size);
    resets.clear();
    if (counter) {
      resets.addFalls(samples.values, samples.size, windows.work());
    }
    int steps = windows.steps();
    for (int w = 0; w < out.present.length; w++) {
      windows.work().add(64);
      int firstStep = w << 6;
      out.present[w] =
          fold(samples, windows, firstStep, Math.min(firstStep + 64, steps), extrapolation, out);
    }
  }

  /** Folds steps of one word, and gives the bits of those that have a value. */
  private long fold(
      Samples samples,
      Windows windows,
      int fromStep,
      int toStep,
      Extrapolation extrapolation,
      Column out) {
    long[] timesMs = samples.timesMs;
    double[] values = samples.values;
    double[] results = out.values;
    long rangeMs = windows.rangeMs();
    long present = 0;
    for (int step = fromStep; step < toStep; step++) {
      int first = windows.from(step);
      int last = windows.to(step) - 1;
      if (last <= first) {
        continue;
      }
      double result = values[last] - values[first];
      if (!resets.isEmpty()) {
        result = resets.addValuesBefore(values, first, last, result, windows.work());
      }
      long endMs = windows.endMs(step);
      extrapolation.locate(
          timesMs[first] - (endMs - rangeMs),
          timesMs[last] - timesMs[first],
          endMs - timesMs[last],
          last - first);
      boolean mayStartAtZero = counter && result > 0 && values[first] >= 0;
      double factor =
          mayStartAtZero && extrapolation.mayPassZero(values[first], result)
              ? extrapolation.factorFromZero(values[first] / result)
              : extrapolation.factor();
      results[step] = result * factor;
      present |= 1L << step;
    }
    return present;
  }

  @Override
  public int overlaps() {
    return overlaps;
  }
}
