package dev.deucalion.promql.kernel;

/**
 * The least or the greatest value of each window that is a number, NaN where there is none. Of
 * equal values the first or the last counts, as asked for.
 *
 * <p>A sample that is followed by a better one in all windows that it is in will never be the
 * answer. The others of the current window, kept in order, stand from best to worst: new samples
 * push worse ones out at the end, the front leaves with the window's start. So each sample is
 * looked at a fixed number of times, however long windows are.
 */
public final class SlidingExtreme implements WindowKernel {
  private final boolean greatest;
  private final boolean lastOfEqual;
  private final boolean giveTime;

  /** Indexes of samples that may still be the answer, best first. */
  private int[] candidates = {};

  private SlidingExtreme(boolean greatest, boolean lastOfEqual, boolean giveTime) {
    this.greatest = greatest;
    this.lastOfEqual = lastOfEqual;
    this.giveTime = giveTime;
  }

  /** The least values. */
  public static SlidingExtreme min() {
    return new SlidingExtreme(false, false, false);
  }

  /** The greatest values. */
  public static SlidingExtreme max() {
    return new SlidingExtreme(true, false, false);
  }

  /** Times in seconds of the last of the least values. */
  public static SlidingExtreme timeOfMin() {
    return new SlidingExtreme(false, true, true);
  }

  /** Times in seconds of the last of the greatest values. */
  public static SlidingExtreme timeOfMax() {
    return new SlidingExtreme(true, true, true);
  }

  @Override
  public void fold(Samples samples, Windows windows, Column out) {
    double[] values = samples.values;
    candidates = Buffers.atLeast(samples.size, candidates, windows.work());
    int[] queue = candidates;
    int head = 0;
    int tail = 0;
    int seen = 0;
    for (int step = 0; step < windows.steps(); step++) {
      int from = windows.from(step);
      int to = windows.to(step);
      windows.work().add(1L + Math.max(0, to - seen));
      if (from == to) {
        continue;
      }
      if (seen < from) {
        seen = from;
        tail = head;
      }
      for (; seen < to; seen++) {
        double value = values[seen];
        if (!Double.isNaN(value)) {
          while (tail > head && isBeaten(values[queue[tail - 1]], value)) {
            tail--;
          }
          queue[tail++] = seen;
        }
      }
      while (head < tail && queue[head] < from) {
        head++;
      }
      int best = head < tail ? queue[head] : to - 1;
      out.set(step, giveTime ? samples.timesMs[best] / 1000.0 : values[best]);
    }
  }

  private boolean isBeaten(double before, double value) {
    if (lastOfEqual && before == value) {
      return true;
    }
    return greatest ? value > before : value < before;
  }
}
