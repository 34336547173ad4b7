package dev.deucalion.promql.kernel;

/**
 * {@code rate}, {@code increase} and {@code delta} of {@code anchored} and {@code smoothed}
 * selectors, over {@link Windows#widened wider windows}: the difference between the values at both
 * ends of the window, without extrapolation.
 *
 * <p>Anchored, the value at the start is that of the last sample up to there, else of the first one
 * in the window, and the value at the end is the last one. Smoothed, both are interpolated between
 * the samples on either side, where there are such.
 *
 * <p>Resets of counters are found once for the series, as {@link RateKernel} does it.
 */
public final class ExtendedRateKernel implements WindowKernel {
  private final RateKind kind;
  private final boolean smoothed;

  /** Samples that are less than the one before them. */
  private final SampleMarks resets = new SampleMarks();

  private ExtendedRateKernel(RateKind kind, boolean smoothed) {
    this.kind = kind;
    this.smoothed = smoothed;
  }

  /** From the last sample before the range on. */
  public static ExtendedRateKernel anchored(RateKind kind) {
    return new ExtendedRateKernel(kind, false);
  }

  /** Between values interpolated at both ends of the range. */
  public static ExtendedRateKernel smoothed(RateKind kind) {
    return new ExtendedRateKernel(kind, true);
  }

  @Override
  public void fold(Samples samples, Windows windows, Column out) {
    double seconds = kind.isPerSecond() ? windows.rangeSeconds() : 1;
    Work work = windows.work();
    resets.clear();
    if (kind.isCounter()) {
      work.add(samples.size);
      resets.addFalls(samples.values, samples.size, work);
    }
    for (int step = 0; step < windows.steps(); step++) {
      work.add(4);
      int from = windows.from(step);
      int to = windows.to(step);
      if (from < to) {
        Ends ends = Ends.of(samples.timesMs, from, to, windows, step, smoothed);
        if (ends != null && samples.timesMs[ends.first()] <= ends.endMs()) {
          out.set(step, difference(samples, ends, work) / seconds);
        }
      }
    }
  }

  private double difference(Samples samples, Ends ends, Work work) {
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
    int inside = timesMs[first] <= ends.startMs() ? first + 1 : first;
    int lastInside = timesMs[last] >= ends.endMs() ? last - 1 : last;
    double lost = 0;
    double previous = left;
    if (inside <= lastInside) {
      lost = values[inside] < left ? left : 0;
      lost = resets.addValuesBefore(values, inside, lastInside, lost, work);
      previous = values[lastInside];
    }
    return result + (right < previous ? lost + previous : lost);
  }
}
