package dev.deucalion.promql.kernel;

/**
 * Folds the windows of {@code anchored} selectors, over {@link Windows#widened wider windows}: the
 * samples of the window, and before them the last one up to its start. There is no value where no
 * sample is behind the start.
 */
public record AnchoredKernel(ValuesFold fold) implements WindowKernel {
  @Override
  public void fold(Samples samples, Windows windows, Column out) {
    for (int step = 0; step < windows.steps(); step++) {
      if (step % STEPS_PER_CHECKPOINT == 0) {
        windows.checkpoint();
      }
      int from = windows.from(step);
      int to = windows.to(step);
      int inside = Ends.firstAfter(samples.timesMs, from, to, windows.startMs(step));
      if (inside < to) {
        out.set(step, fold.fold(samples.values, Math.max(from, inside - 1), to));
      }
    }
  }
}
