package dev.deucalion.tsdb.wal;

/** Whether a log takes batches; the worse, the later. */
public enum WriteState {
  /** Batches are taken. */
  WRITABLE,
  /** The last write failed for another reason than a full disk; the next one is tried. */
  FAILING,
  /** There is no room on the disk: batches are refused until there is. */
  DISK_FULL
}
