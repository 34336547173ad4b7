package dev.deucalion.promql.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The samples that say what the value is at the start and at the end of a {@link Windows#widened
 * wider window}.
 *
 * @param first index of the last sample up to the start, else of the first sample
 * @param last index of the last sample; smoothed, of the first one from the end on, if any
 * @param startMs start of the window
 * @param endMs end of the window
 * @param startIsBetween whether the value at the start is to be interpolated between {@code first}
 *     and the next sample
 * @param endIsBetween whether the value at the end is to be interpolated between the sample before
 *     {@code last} and {@code last}
 */
public record Ends(
    int first, int last, long startMs, long endMs, boolean startIsBetween, boolean endIsBetween) {
  /**
   * Finds the ends of a window.
   *
   * @param from index of the first sample of the wider window
   * @param to index behind its last sample, greater than {@code from}
   * @return null where no sample is behind the start
   */
  public static @Nullable Ends of(
      long[] timesMs, int from, int to, Windows windows, int step, boolean smoothed) {
    long startMs = windows.startMs(step);
    long endMs = windows.endMs(step);
    int last = to - 1;
    int first = Math.max(from, firstAfter(timesMs, from, last, startMs) - 1);
    if (smoothed) {
      last = firstAfter(timesMs, from, last, endMs - 1);
    }
    if (timesMs[last] <= startMs) {
      return null;
    }
    return new Ends(
        first,
        last,
        startMs,
        endMs,
        smoothed && timesMs[first] < startMs,
        smoothed && last > from && timesMs[last] > endMs);
  }

  /** Index of the first of {@code times[from..to)} that is later, else {@code to}. */
  public static int firstAfter(long[] timesMs, int from, int to, long timeMs) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timesMs[middle] > timeMs) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
