package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.storage.SampleCursor;

/**
 * The samples of a cursor within a range of time that are not deleted. Not thread-safe; {@link
 * #reset} makes it ready for another cursor.
 */
public final class SampleFilter implements SampleCursor {
  private static final long[] NOTHING = {};

  private final SampleRuns runs = new SampleRuns();
  private long minTimeMs;
  private long maxTimeMs;
  private long[] deleted = NOTHING;
  private int interval;

  /** Whether the sample before the next one was left out. */
  private boolean gap;

  /**
   * Turns to a cursor that is at its beginning.
   *
   * @param newMinTimeMs the first time that counts
   * @param newMaxTimeMs the last time that counts
   * @param newDeleted intervals to leave out, as pairs of first and last time, ms, rising and apart
   */
  public void reset(
      SampleCursor newCursor, long newMinTimeMs, long newMaxTimeMs, long[] newDeleted) {
    runs.reset(newCursor);
    minTimeMs = newMinTimeMs;
    maxTimeMs = newMaxTimeMs;
    deleted = newDeleted;
    interval = 0;
    gap = false;
  }

  @Override
  public int next(long[] timesMs, double[] values) {
    int count = 0;
    while (count < timesMs.length && toKept() && !runs.histogramRun) {
      timesMs[count] = runs.timesMs[runs.at];
      values[count++] = runs.values[runs.at++];
      gap = false;
    }
    return count;
  }

  @Override
  public int nextHistograms(long[] timesMs, Histogram[] histograms) {
    int count = 0;
    while (count < timesMs.length && toKept() && runs.histogramRun) {
      timesMs[count] = runs.timesMs[runs.at];
      Histogram histogram = runs.histograms[runs.at++];
      histograms[count++] = gap ? withoutComparison(histogram) : histogram;
      gap = false;
    }
    return count;
  }

  /** A histogram whose sample before it was left out: that is what it was compared with. */
  private static Histogram withoutComparison(Histogram histogram) {
    return histogram.resetHint() == CounterResetHint.NOT_RESET
        ? histogram.withResetHint(CounterResetHint.UNKNOWN)
        : histogram;
  }

  /** Moves to the next sample that stays; says whether there is one. */
  private boolean toKept() {
    while (runs.fill() && runs.timesMs[runs.at] <= maxTimeMs) {
      if (keeps(runs.timesMs[runs.at])) {
        return true;
      }
      runs.at++;
      gap = true;
    }
    return false;
  }

  /** Whether a sample stays; times do not fall from call to call. */
  private boolean keeps(long timeMs) {
    while (interval < deleted.length && deleted[interval + 1] < timeMs) {
      interval += 2;
    }
    return minTimeMs <= timeMs && (interval == deleted.length || timeMs < deleted[interval]);
  }
}
