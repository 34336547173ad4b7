package dev.deucalion.promql.kernel;

/**
 * {@code rate}, {@code increase} and {@code delta} of {@code anchored} and {@code smoothed}
 * selectors, over {@link Windows#widened wider windows}: the difference between the values at both
 * ends of the window, without extrapolation.
 *
 * <p>Anchored, the value at the start is that of the last sample up to there, else of the first one
 * in the window, and the value at the end is the last one. Smoothed, both are interpolated between
 * the samples on either side, where there are such.
 */
public final class ExtendedRateKernel implements WindowKernel {
  private final RateKind kind;
  private final boolean smoothed;

  private ExtendedRateKernel(RateKind kind, boolean smoothed) {
    this.kind = kind;
    this.smoothed = smoothed;
  }

  public static ExtendedRateKernel anchored(RateKind kind) {
    return new ExtendedRateKernel(kind, false);
  }

  public static ExtendedRateKernel smoothed(RateKind kind) {
    return new ExtendedRateKernel(kind, true);
  }

  @Override
  public void fold(Samples samples, Windows windows, Column out) {
    double seconds = kind.isPerSecond() ? windows.rangeSeconds() : 1;
    for (int step = 0; step < windows.steps(); step++) {
      if (step % STEPS_PER_CHECKPOINT == 0) {
        windows.checkpoint();
      }
      int from = windows.from(step);
      int to = windows.to(step);
      if (from < to) {
        Ends ends = Ends.of(samples.timesMs, from, to, windows, step, smoothed);
        if (ends != null && samples.timesMs[ends.first()] <= ends.endMs()) {
          out.set(step, difference(samples, ends) / seconds);
        }
      }
    }
  }

  private double difference(Samples samples, Ends ends) {
    long[] timesMs = samples.timesMs;
    double[] values = samples.values;
    int first = ends.first();
    int last = ends.last();
    double left =
        ends.startIsBetween()
            ? Interpolation.at(ends.startMs(), samples, first, kind.isCounter())
            : values[first];
    double right =
        ends.endIsBetween()
            ? Interpolation.at(ends.endMs(), samples, last - 1, kind.isCounter())
            : values[last];
    double result = right - left;
    if (!kind.isCounter()) {
      return result;
    }
    double previous = left;
    double lost = 0;
    int inside = timesMs[first] <= ends.startMs() ? first + 1 : first;
    int behind = timesMs[last] >= ends.endMs() ? last : last + 1;
    for (int i = inside; i < behind; i++) {
      if (values[i] < previous) {
        lost += previous;
      }
      previous = values[i];
    }
    if (right < previous) {
      lost += previous;
    }
    return result + lost;
  }
}
