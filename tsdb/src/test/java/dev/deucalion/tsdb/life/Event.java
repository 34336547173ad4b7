package dev.deucalion.tsdb.life;

/** What may happen in a {@link Life} besides batches. */
enum Event {
  COMPACTION,
  DELETION,
  /** Samples deleted from blocks leave their files. */
  CLEANING,
  RESTART
}
