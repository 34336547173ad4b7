package dev.deucalion.promql.kernel;

/**
 * {@code rate} and {@code increase} of counters whose samples say since when they count. What
 * differs from {@link RateKernel} is that start timestamps tell of resets too, and that a counter
 * which started within a window grew from zero since: no part of the window before its first sample
 * has to be guessed, so that one sample is enough.
 */
final class StartedRate {
  /** Samples at which the counter began anew, by their values or their starts. */
  private final SampleMarks resets = new SampleMarks();

  /** Samples that overlap with the one before. */
  private final SampleMarks overlaps = new SampleMarks();

  /**
   * Folds a series.
   *
   * @return in how many windows samples overlap
   */
  int fold(Samples samples, Windows windows, Extrapolation extrapolation, Column out) {
    windows.work().add(2L * samples.size);
    mark(samples, windows.work());
    int overlapping = 0;
    for (int step = 0; step < windows.steps(); step++) {
      windows.work().add(2);
      int first = windows.from(step);
      int last = windows.to(step) - 1;
      // Windows with histograms too have no answer.
      if (last < first || windows.hasHistograms(step)) {
        continue;
      }
      fold(samples, windows, step, extrapolation, out);
      if (!overlaps.isEmpty() && overlaps.isBetween(first, last)) {
        overlapping++;
      }
    }
    return overlapping;
  }

  private void mark(Samples samples, Work work) {
    resets.clear();
    overlaps.clear();
    double[] values = samples.values;
    for (int i = 1; i < samples.size; i++) {
      if (values[i] < values[i - 1]
          || CounterStarts.isReset(samples.startsMs, samples.timesMs, i)) {
        resets.add(i, work);
      }
      if (CounterStarts.overlap(samples.startsMs, samples.timesMs, i)) {
        overlaps.add(i, work);
      }
    }
  }

  private void fold(
      Samples samples, Windows windows, int step, Extrapolation extrapolation, Column out) {
    long[] timesMs = samples.timesMs;
    double[] values = samples.values;
    int first = windows.from(step);
    int last = windows.to(step) - 1;
    long excludedMs = windows.startMs(step);
    long startMs = samples.startsMs[first];
    boolean started = CounterStarts.isWithin(excludedMs, startMs, timesMs[first]);
    if (first == last && !started) {
      return;
    }
    double growth =
        resets.addValuesBefore(values, first, last, values[last] - values[first], windows.work());
    extrapolation.locate(
        timesMs[first] - excludedMs,
        timesMs[last] - timesMs[first],
        windows.endMs(step) - timesMs[last],
        last - first);
    if (started) {
      double factor = extrapolation.factorFromStart(timesMs[last] - startMs);
      out.set(step, (growth + values[first]) * factor);
      return;
    }
    boolean mayStartAtZero = growth > 0 && values[first] >= 0;
    double factor =
        mayStartAtZero && extrapolation.mayPassZero(values[first], growth)
            ? extrapolation.factorFromZero(values[first] / growth)
            : extrapolation.factor();
    out.set(step, growth * factor);
  }
}
