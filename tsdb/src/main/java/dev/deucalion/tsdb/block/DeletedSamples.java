package dev.deucalion.tsdb.block;

import dev.deucalion.model.time.TimeIntervals;

/** Which samples of a run a reader keeps: those within a range that were not deleted. */
final class DeletedSamples {
  /** Takes kept samples to the front of their arrays. */
  @FunctionalInterface
  interface Mover {
    void move(int from, int to);
  }

  private DeletedSamples() {}

  /**
   * Moves what is kept to the front.
   *
   * @param timesMs ascending
   * @param move moves what belongs to a time; the time itself is moved here
   * @return how many are kept
   */
  static int keep(
      long[] timesMs,
      int count,
      long minTimeMs,
      long maxTimeMs,
      TimeIntervals deleted,
      Mover move) {
    int kept = 0;
    int interval = deleted.isEmpty() ? 0 : deleted.firstEndingAtOrAfter(timesMs[0]);
    for (int i = 0; i < count; i++) {
      long timeMs = timesMs[i];
      while (interval < deleted.size() && deleted.maxTimeMs(interval) < timeMs) {
        interval++;
      }
      boolean gone = interval < deleted.size() && deleted.minTimeMs(interval) <= timeMs;
      if (gone || timeMs < minTimeMs || timeMs > maxTimeMs) {
        continue;
      }
      if (kept != i) {
        timesMs[kept] = timeMs;
        move.move(i, kept);
      }
      kept++;
    }
    return kept;
  }
}
