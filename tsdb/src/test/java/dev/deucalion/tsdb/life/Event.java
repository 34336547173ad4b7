package dev.deucalion.tsdb.life;

/** What may happen in a {@link Life} besides batches of floats. */
enum Event {
  HISTOGRAMS,
  EXEMPLARS,
  /** Samples behind newer ones of their series, within the window. */
  LATE_SAMPLES,
  COMPACTION,
  /** Series end, and go into blocks before the rest of the head. */
  STALE_SERIES,
  DELETION,
  /** Samples deleted from blocks leave their files. */
  CLEANING,
  SNAPSHOT,
  /** Blocks beyond a limit go. */
  RETENTION,
  /** So much time passes that what was written is synced, where that takes time. */
  SYNC,
  RESTART
}
