package dev.deucalion.promql.kernel;

/**
 * The values of {@code smoothed} instant selectors, from {@link Windows#widened windows} that reach
 * as far behind each step as before it: interpolated between the samples on either side; where none
 * is behind, the last one.
 */
public final class SmoothedKernel implements WindowKernel {
  @Override
  public void fold(Samples samples, Windows windows, Column out) {
    long[] timesMs = samples.timesMs;
    windows.work().add(4L * windows.steps());
    for (int step = 0; step < windows.steps(); step++) {
      int from = windows.from(step);
      int to = windows.to(step);
      long timeMs = windows.endMs(step);
      int next = Ends.firstAfter(timesMs, from, to, timeMs - 1);
      if (next < to && timesMs[next] == timeMs) {
        out.set(step, samples.values[next]);
      } else if (next > from && next < to) {
        out.set(step, Interpolation.at(timeMs, samples, next - 1, false));
      } else if (next > from) {
        out.set(step, samples.values[next - 1]);
      }
    }
  }
}
