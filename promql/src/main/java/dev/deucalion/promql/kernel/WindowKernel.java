package dev.deucalion.promql.kernel;

/** Folds the windows of one series into one column. May keep buffers between series. */
@FunctionalInterface
public interface WindowKernel {
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
      Work work = windows.work();
      for (int step = 0; step < windows.steps(); step++) {
        work.add(1);
        int from = windows.from(step);
        int to = windows.to(step);
        if (from < to) {
          out.set(step, fold.fold(samples.values, from, to, work));
        }
      }
    };
  }

  /** As {@link #ofValues}, from times and values. */
  static WindowKernel ofSamples(SamplesFold fold) {
    return (samples, windows, out) -> {
      Work work = windows.work();
      for (int step = 0; step < windows.steps(); step++) {
        work.add(1);
        int from = windows.from(step);
        int to = windows.to(step);
        if (from < to) {
          out.set(step, fold.fold(samples.timesMs, samples.values, from, to, work));
        }
      }
    };
  }

  /** One value from {@code values[from..to)}, which is not empty. */
  @FunctionalInterface
  interface ValuesFold {
    /**
     * The value of one window.
     *
     * @param work told of what grows with the window
     */
    double fold(double[] values, int from, int to, Work work);
  }

  /** One value from samples {@code from..to}, of which there is at least one. */
  @FunctionalInterface
  interface SamplesFold {
    /**
     * The value of one window.
     *
     * @param work told of what grows with the window
     */
    double fold(long[] timesMs, double[] values, int from, int to, Work work);
  }
}
