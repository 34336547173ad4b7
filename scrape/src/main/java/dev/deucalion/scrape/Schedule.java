package dev.deucalion.scrape;

/**
 * When a target is scraped: at moments that lie a whole number of intervals apart, shifted by the
 * target's offset. Moments that passed unused are left out, but for the latest; when the clock is
 * set back, the moments begin anew. One thread.
 */
final class Schedule {
  private final long intervalMs;
  private final long offsetMs;
  private final long toleranceMs;
  private long nextMs;

  /**
   * @param offsetMs of every moment from a multiple of the interval, below the interval
   * @param toleranceMs how late a scrape may begin and still count as on time
   */
  Schedule(long intervalMs, long offsetMs, long toleranceMs, long nowMs) {
    this.intervalMs = intervalMs;
    this.offsetMs = offsetMs;
    this.toleranceMs = Math.min(toleranceMs, intervalMs / 100);
    this.nextMs = firstAfter(nowMs);
  }

  private long firstAfter(long nowMs) {
    long sinceLast = Math.floorMod(nowMs - offsetMs, intervalMs);
    return nowMs - sinceLast + intervalMs;
  }

  /** Milliseconds until the next moment; 0 or less once it has come. */
  long untilNextMs(long nowMs) {
    if (nextMs - nowMs > intervalMs) {
      nextMs = firstAfter(nowMs);
    }
    return nextMs - nowMs;
  }

  /**
   * Goes on to the moment after the one that has come.
   *
   * @return the timestamp for what is done now: the moment itself, unless it is too late for that
   */
  long take(long nowMs) {
    long dueMs = nextMs + (nowMs - nextMs) / intervalMs * intervalMs;
    nextMs = dueMs + intervalMs;
    return nowMs - dueMs <= toleranceMs ? dueMs : nowMs;
  }
}
