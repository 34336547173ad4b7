package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.time.TimeIntervals;
import dev.deucalion.storage.SampleCursor;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a cursor within a range of time that are not deleted. Not thread-safe; {@link
 * #reset} makes it ready for another cursor.
 */
public final class SampleFilter implements SampleCursor {
  private final SampleRuns runs = new SampleRuns();
  private long minTimeMs;
  private long maxTimeMs;
  private TimeIntervals deleted = TimeIntervals.NONE;
  private int interval;

  /** Whether the sample before the next one was left out. */
  private boolean gap;

  /**
   * Turns to a cursor that is at its beginning.
   *
   * @param newMinTimeMs the first time that counts
   * @param newMaxTimeMs the last time that counts
   * @param newDeleted what to leave out
   */
  public void reset(
      SampleCursor newCursor, long newMinTimeMs, long newMaxTimeMs, TimeIntervals newDeleted) {
    runs.reset(newCursor);
    minTimeMs = newMinTimeMs;
    maxTimeMs = newMaxTimeMs;
    deleted = newDeleted;
    interval = 0;
    gap = false;
  }

  @Override
  public int next(long[] timesMs, double[] values) {
    return next(timesMs, values, null);
  }

  @Override
  public int next(long[] timesMs, double[] values, long @Nullable [] startTimesMs) {
    int count = 0;
    while (count < timesMs.length && toKept() && !runs.histogramRun) {
      timesMs[count] = runs.timesMs[runs.at];
      StartTimes.put(startTimesMs, count, runs.startTimesMs[runs.at]);
      values[count++] = runs.values[runs.at++];
      gap = false;
    }
    return count;
  }

  @Override
  public int nextHistograms(long[] timesMs, Histogram[] histograms) {
    return nextHistograms(timesMs, histograms, null);
  }

  @Override
  public int nextHistograms(
      long[] timesMs, Histogram[] histograms, long @Nullable [] startTimesMs) {
    int count = 0;
    while (count < timesMs.length && toKept() && runs.histogramRun) {
      timesMs[count] = runs.timesMs[runs.at];
      StartTimes.put(startTimesMs, count, runs.startTimesMs[runs.at]);
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
    while (interval < deleted.size() && deleted.maxTimeMs(interval) < timeMs) {
      interval++;
    }
    return minTimeMs <= timeMs
        && (interval == deleted.size() || timeMs < deleted.minTimeMs(interval));
  }
}
