package dev.deucalion.promql.kernel;

/**
 * The windows {@code (end - range, end]} of a range vector at the steps of a grid, and which
 * samples of the current series fall into each. All windows of a series are found in one pass with
 * two pointers.
 *
 * <p>Wider windows also have the samples of some time before and after: those from {@code end -
 * range - before}, exclusive, to {@code end + after}.
 */
public final class Windows {
  private final StepGrid grid;
  private final long rangeMs;
  private final long offsetMs;
  private final boolean fixed;
  private final long fixedMs;
  private final long beforeMs;
  private final long afterMs;
  private final Work work;

  /** For each step where its window begins among the floats; empty until a series was located. */
  private int[] from = {};

  private int[] to = {};

  /** As {@link #from}, among the histograms; empty until a series has some. */
  private int[] histogramFrom = {};

  private int[] histogramTo = {};
  private boolean hasHistograms;

  /** As how many samples the histograms before each one count; empty until a series has some. */
  private long[] weightBefore = {};

  private long sampleCount;
  private long newSampleCount;
  private long largestSampleCount;

  private Windows(
      StepGrid grid,
      long rangeMs,
      long offsetMs,
      boolean fixed,
      long fixedMs,
      long beforeMs,
      long afterMs,
      Work work) {
    this.grid = grid;
    this.rangeMs = rangeMs;
    this.offsetMs = offsetMs;
    this.fixed = fixed;
    this.fixedMs = fixedMs;
    this.beforeMs = beforeMs;
    this.afterMs = afterMs;
    this.work = work;
  }

  /**
   * Windows that end so much before each step.
   *
   * @param checkpoint called now and then by long loops; throws to end them
   * @param memory where their places among samples count as held from the first series on
   */
  public static Windows sliding(
      StepGrid grid, long rangeMs, long offsetMs, Runnable checkpoint, ColumnMemory memory) {
    return new Windows(grid, rangeMs, offsetMs, false, 0, 0, 0, new Work(checkpoint, memory));
  }

  /** As {@link #sliding}, the same window at all steps, that ends so much before a time. */
  public static Windows fixed(
      StepGrid grid,
      long rangeMs,
      long offsetMs,
      long timeMs,
      Runnable checkpoint,
      ColumnMemory memory) {
    return new Windows(grid, rangeMs, offsetMs, true, timeMs, 0, 0, new Work(checkpoint, memory));
  }

  /** The same windows, with the samples of so much time before and after each. */
  public Windows widened(long newBeforeMs, long newAfterMs) {
    return new Windows(
        grid, rangeMs, offsetMs, fixed, fixedMs, newBeforeMs, newAfterMs, work.fork());
  }

  /**
   * Finds the windows of a series.
   *
   * @return the sum of the sizes of all windows, in samples; a histogram counts as several
   */
  public long locate(Samples samples) {
    hasHistograms = samples.histogramCount > 0;
    sampleCount = 0;
    newSampleCount = 0;
    largestSampleCount = 0;
    work.add(samples.size + 2L * grid.count());
    from = Buffers.atLeast(grid.count(), from, work);
    to = Buffers.atLeast(grid.count(), to, work);
    locate(samples.timesMs, samples.size, from, to);
    for (int step = 0; step < from.length; step++) {
      int size = to[step] - from[step];
      sampleCount += size;
      largestSampleCount = Math.max(largestSampleCount, size);
      newSampleCount += to[step] - firstNew(from, to, step);
    }
    if (hasHistograms) {
      histogramFrom = Buffers.atLeast(grid.count(), histogramFrom, work);
      histogramTo = Buffers.atLeast(grid.count(), histogramTo, work);
      work.add(2L * samples.histogramCount + from.length);
      locate(samples.histogramTimesMs, samples.histogramCount, histogramFrom, histogramTo);
      weigh(samples);
    }
    return sampleCount;
  }

  private void locate(long[] timesMs, int size, int[] from, int[] to) {
    int lo = from.length == 0 ? 0 : Ends.firstAfter(timesMs, 0, size, startMs(0) - beforeMs);
    int hi = lo;
    for (int step = 0; step < from.length; step++) {
      long lastMs = endMs(step) + afterMs;
      long excludedMs = startMs(step) - beforeMs;
      while (hi < size && timesMs[hi] <= lastMs) {
        hi++;
      }
      while (lo < hi && timesMs[lo] <= excludedMs) {
        lo++;
      }
      from[step] = lo;
      to[step] = hi;
    }
  }

  private void weigh(Samples samples) {
    weightBefore = Buffers.atLeast(samples.histogramCount + 1, weightBefore, work);
    for (int i = 0; i < samples.histogramCount; i++) {
      weightBefore[i + 1] = weightBefore[i] + HistogramWeight.inSamples(samples.histograms[i]);
    }
    for (int step = 0; step < histogramFrom.length; step++) {
      sampleCount += histogramWeight(histogramFrom[step], histogramTo[step]);
      largestSampleCount = Math.max(largestSampleCount, sampleCount(step));
      newSampleCount +=
          histogramWeight(firstNew(histogramFrom, histogramTo, step), histogramTo[step]);
    }
  }

  private long histogramWeight(int first, int end) {
    return weightBefore[end] - weightBefore[first];
  }

  /** Index of the first sample of a window that is not in the window before. */
  private static int firstNew(int[] from, int[] to, int step) {
    return step == 0 ? from[0] : Math.max(from[step], to[step - 1]);
  }

  /** The sum of the sizes of all windows, in samples; a histogram counts as several. */
  public long sampleCount() {
    return sampleCount;
  }

  /** The size of the largest window, in samples; a histogram counts as several. */
  public long largestSampleCount() {
    return largestSampleCount;
  }

  /** As {@link #sampleCount()}, without samples that are in the window before, too. */
  public long newSampleCount() {
    return newSampleCount;
  }

  /** The size of a window, in samples; a histogram counts as several. */
  public long sampleCount(int step) {
    int floats = to[step] - from[step];
    return hasHistograms
        ? floats + histogramWeight(histogramFrom[step], histogramTo[step])
        : floats;
  }

  /** As {@link #sampleCount(int)}, without samples that are in the window before, too. */
  public long newSampleCount(int step) {
    int floats = to[step] - firstNew(from, to, step);
    return hasHistograms
        ? floats + histogramWeight(firstNew(histogramFrom, histogramTo, step), histogramTo[step])
        : floats;
  }

  /** Number of windows, one a step. */
  public int steps() {
    return grid.count();
  }

  /** Index of the first float of a window. */
  public int from(int step) {
    return from[step];
  }

  /** Index behind the last float of a window. */
  public int to(int step) {
    return to[step];
  }

  /** Whether the series has histograms at all. */
  public boolean hasHistograms() {
    return hasHistograms;
  }

  /** Whether a window has floats. */
  public boolean hasFloats(int step) {
    return from[step] < to[step];
  }

  /** Whether a window has histograms. */
  public boolean hasHistograms(int step) {
    return hasHistograms && histogramFrom[step] < histogramTo[step];
  }

  /** Index of the first histogram of a window. */
  public int histogramFrom(int step) {
    return hasHistograms ? histogramFrom[step] : 0;
  }

  /** Index behind the last histogram of a window. */
  public int histogramTo(int step) {
    return hasHistograms ? histogramTo[step] : 0;
  }

  /** End of a window, inclusive. */
  public long endMs(int step) {
    return (fixed ? fixedMs : grid.timeMs(step)) - offsetMs;
  }

  /** Start of a window, exclusive. */
  public long startMs(int step) {
    return endMs(step) - rangeMs;
  }

  /** Time after which the first sample of any window can be. */
  public long excludedMs() {
    return startMs(0) - beforeMs;
  }

  /** Time at which the last sample of any window can be; there must be a step. */
  public long lastMs() {
    return endMs(grid.count() - 1) + afterMs;
  }

  /** Time of a step. */
  public long stepMs(int step) {
    return grid.timeMs(step);
  }

  /** Length of a window; its start is exclusive. */
  public long rangeMs() {
    return rangeMs;
  }

  /** Length of a window in seconds, with the rounding of Go's durations. */
  public double rangeSeconds() {
    long wholeSeconds = rangeMs / 1000;
    return wholeSeconds + (rangeMs % 1000 * 1_000_000) / 1e9;
  }

  /** Has loops over windows and their samples look at the limits of the query. */
  public Work work() {
    return work;
  }

  /** The same windows for another reader of series. */
  public Windows fork() {
    return new Windows(grid, rangeMs, offsetMs, fixed, fixedMs, beforeMs, afterMs, work.fork());
  }
}
