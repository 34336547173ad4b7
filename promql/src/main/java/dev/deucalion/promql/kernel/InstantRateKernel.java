package dev.deucalion.promql.kernel;

/** {@code irate} and {@code idelta}: from the last two samples of a window. */
public final class InstantRateKernel implements WindowKernel {
  private final boolean counter;

  private InstantRateKernel(boolean counter) {
    this.counter = counter;
  }

  /** Growth a second; after a reset, from zero. */
  public static InstantRateKernel irate() {
    return new InstantRateKernel(true);
  }

  /** The difference. */
  public static InstantRateKernel idelta() {
    return new InstantRateKernel(false);
  }

  @Override
  public void fold(Samples samples, Windows windows, Column out) {
    windows.work().add(2L * windows.steps());
    for (int step = 0; step < windows.steps(); step++) {
      int last = windows.to(step) - 1;
      if (last <= windows.from(step)) {
        continue;
      }
      double value = samples.values[last];
      double before = samples.values[last - 1];
      boolean reset =
          counter
              && (value < before
                  || samples.hasStarts()
                      && CounterStarts.isReset(samples.startsMs, samples.timesMs, last));
      double result = reset ? value : value - before;
      if (counter) {
        result /= (samples.timesMs[last] - samples.timesMs[last - 1]) / 1000.0;
      }
      out.set(step, result);
    }
  }
}
