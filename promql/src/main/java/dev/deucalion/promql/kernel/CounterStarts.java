package dev.deucalion.promql.kernel;

/**
 * What start timestamps say of a counter: since when it has counted, in milliseconds since the
 * epoch, 0 where nobody knows. They come from outside and may make no sense.
 */
public final class CounterStarts {
  private CounterStarts() {}

  /**
   * Whether a counter began anew between a sample and the one before it.
   *
   * <p>One that starts at the very time of the sample before is a difference from that sample, and
   * so begins anew each time; but it may also be a counter whose start was not known at first. Of
   * that the sample before has no start, or its own time as such.
   *
   * @param i index of the sample, at least 1
   */
  public static boolean isReset(long[] startsMs, long[] timesMs, int i) {
    long startMs = startsMs[i];
    long beforeMs = timesMs[i - 1];
    boolean makesSense = startMs != 0 && startMs < timesMs[i];
    if (!makesSense || startMs < beforeMs) {
      return false;
    }
    return startMs > beforeMs || startsMs[i - 1] != 0 && startsMs[i - 1] < beforeMs;
  }

  /**
   * Whether a sample counts from before the sample before it, though from another time than that
   * one: so they have counted something twice.
   *
   * @param i index of the sample, at least 1
   */
  public static boolean overlap(long[] startsMs, long[] timesMs, int i) {
    return startsMs[i] != 0 && startsMs[i] < timesMs[i - 1] && startsMs[i] != startsMs[i - 1];
  }

  /**
   * Whether a counter is known to have been zero within a window, before its first sample.
   *
   * @param excludedMs start of the window, exclusive
   * @param startMs start timestamp of the first sample
   */
  public static boolean isWithin(long excludedMs, long startMs, long firstMs) {
    return startMs != 0 && startMs > excludedMs && startMs < firstMs;
  }
}
