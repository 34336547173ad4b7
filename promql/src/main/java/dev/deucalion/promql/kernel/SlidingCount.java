package dev.deucalion.promql.kernel;

/**
 * How often something happens from one sample of a window to the next: counted once for the whole
 * series, so that a window is the difference of two counts.
 */
public final class SlidingCount implements WindowKernel {
  private final Event event;

  /** For each sample how often it has happened up to it. */
  private int[] countUpTo = {};

  private enum Event {
    RESET {
      @Override
      void count(double[] values, int size, int[] countUpTo) {
        int count = 0;
        for (int i = 1; i < size; i++) {
          count += values[i] < values[i - 1] ? 1 : 0;
          countUpTo[i] = count;
        }
      }
    },
    CHANGE {
      @Override
      void count(double[] values, int size, int[] countUpTo) {
        int count = 0;
        for (int i = 1; i < size; i++) {
          double before = values[i - 1];
          double value = values[i];
          boolean isSame = value == before || Double.isNaN(value) && Double.isNaN(before);
          count += isSame ? 0 : 1;
          countUpTo[i] = count;
        }
      }
    };

    /** Fills the counts from index 1 on; that of index 0 is 0. */
    abstract void count(double[] values, int size, int[] countUpTo);
  }

  private SlidingCount(Event event) {
    this.event = event;
  }

  /** Values less than the one before. */
  public static SlidingCount resets() {
    return new SlidingCount(Event.RESET);
  }

  /** Values other than the one before; NaN is the same as NaN. */
  public static SlidingCount changes() {
    return new SlidingCount(Event.CHANGE);
  }

  @Override
  public void fold(Samples samples, Windows windows, Column out) {
    if (countUpTo.length < samples.size) {
      countUpTo = new int[Math.max(samples.size, 2 * countUpTo.length)];
    }
    event.count(samples.values, samples.size, countUpTo);
    for (int step = 0; step < windows.steps(); step++) {
      int from = windows.from(step);
      int to = windows.to(step);
      if (from < to) {
        out.set(step, countUpTo[to - 1] - countUpTo[from]);
      }
    }
  }
}
