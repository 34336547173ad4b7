package dev.deucalion.promql.kernel;

/** Folds the windows of one series into one column. May keep buffers between series. */
@FunctionalInterface
public interface WindowKernel {
  /** How many windows a loop folds between two looks at the limit of time. */
  int STEPS_PER_CHECKPOINT = 64;

  /**
   * Sets the value of each step that has one.
   *
   * @param samples the series
   * @param windows where its windows are
   * @param out cleared
   */
  void fold(Samples samples, Windows windows, Column out);

  /**
   * How many windows of the series folded last have samples whose start timestamps {@linkplain
   * CounterStarts#overlap overlap}.
   */
  default int overlaps() {
    return 0;
  }

  /** A kernel that gives a value for each window that is not empty, from its values alone. */
  static WindowKernel ofValues(ValuesFold fold) {
    return (samples, windows, out) -> {
      for (int step = 0; step < windows.steps(); step++) {
        if (step % STEPS_PER_CHECKPOINT == 0) {
          windows.checkpoint();
        }
        int from = windows.from(step);
        int to = windows.to(step);
        if (from < to) {
          out.set(step, fold.fold(samples.values, from, to));
        }
      }
    };
  }

  /** As {@link #ofValues}, from times and values. */
  static WindowKernel ofSamples(SamplesFold fold) {
    return (samples, windows, out) -> {
      for (int step = 0; step < windows.steps(); step++) {
        if (step % STEPS_PER_CHECKPOINT == 0) {
          windows.checkpoint();
        }
        int from = windows.from(step);
        int to = windows.to(step);
        if (from < to) {
          out.set(step, fold.fold(samples.timesMs, samples.values, from, to));
        }
      }
    };
  }

  /** One value from {@code values[from..to)}, which is not empty. */
  @FunctionalInterface
  interface ValuesFold {
    double fold(double[] values, int from, int to);
  }

  /** One value from samples {@code from..to}, of which there is at least one. */
  @FunctionalInterface
  interface SamplesFold {
    double fold(long[] timesMs, double[] values, int from, int to);
  }
}
