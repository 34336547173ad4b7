package dev.deucalion.promql.kernel;

/**
 * How often something happens from one sample of a window to the next: counted once for the whole
 * series, so that a window is the difference of two counts.
 *
 * <p>Windows of {@code anchored} selectors are {@link Windows#widened wider}: of what is before the
 * window, the last sample up to its start counts, and there is no value where no sample is behind
 * the start.
 */
public final class SlidingCount implements WindowKernel {
  private final Event event;
  private final boolean anchored;

  /** For each sample how often it has happened up to it. */
  private int[] countUpTo = {};

  private enum Event {
    RESET {
      @Override
      void count(Samples samples, int[] countUpTo) {
        double[] values = samples.values;
        boolean hasStarts = samples.hasStarts();
        int count = 0;
        for (int i = 1; i < samples.size; i++) {
          boolean reset =
              values[i] < values[i - 1]
                  || hasStarts && CounterStarts.isReset(samples.startsMs, samples.timesMs, i);
          count += reset ? 1 : 0;
          countUpTo[i] = count;
        }
      }
    },
    CHANGE {
      @Override
      void count(Samples samples, int[] countUpTo) {
        double[] values = samples.values;
        int count = 0;
        for (int i = 1; i < samples.size; i++) {
          double before = values[i - 1];
          double value = values[i];
          boolean isSame = value == before || Double.isNaN(value) && Double.isNaN(before);
          count += isSame ? 0 : 1;
          countUpTo[i] = count;
        }
      }
    };

    /** Fills the counts from index 1 on; that of index 0 is 0. */
    abstract void count(Samples samples, int[] countUpTo);
  }

  private SlidingCount(Event event, boolean anchored) {
    this.event = event;
    this.anchored = anchored;
  }

  /** Values less than the one before, and counters that say that they started in between. */
  public static SlidingCount resets() {
    return new SlidingCount(Event.RESET, false);
  }

  /** Values other than the one before; NaN is the same as NaN. */
  public static SlidingCount changes() {
    return new SlidingCount(Event.CHANGE, false);
  }

  /** As {@link #resets}, for {@code anchored} selectors. */
  public static SlidingCount anchoredResets() {
    return new SlidingCount(Event.RESET, true);
  }

  /** As {@link #changes}, for {@code anchored} selectors. */
  public static SlidingCount anchoredChanges() {
    return new SlidingCount(Event.CHANGE, true);
  }

  @Override
  public void fold(Samples samples, Windows windows, Column out) {
    countUpTo = Buffers.atLeast(samples.size, countUpTo, windows.work());
    windows.work().add(samples.size + 2L * windows.steps());
    event.count(samples, countUpTo);
    for (int step = 0; step < windows.steps(); step++) {
      int from = windows.from(step);
      int to = windows.to(step);
      if (anchored) {
        int inside = Ends.firstAfter(samples.timesMs, from, to, windows.startMs(step));
        from = inside < to ? Math.max(from, inside - 1) : to;
      }
      if (from < to) {
        out.set(step, countUpTo[to - 1] - countUpTo[from]);
      }
    }
  }
}
