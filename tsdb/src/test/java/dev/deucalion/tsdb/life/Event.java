package dev.deucalion.tsdb.life;

/** What may happen in a {@link Life} besides batches of floats. */
enum Event {
  HISTOGRAMS,
  EXEMPLARS,
  /** Samples behind newer ones of their series, within the window. */
  LATE_SAMPLES,
  COMPACTION,
  DELETION,
  /** Samples deleted from blocks leave their files. */
  CLEANING,
  SNAPSHOT,
  /** Blocks beyond a limit go. */
  RETENTION,
  RESTART
}
