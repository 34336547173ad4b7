package dev.deucalion.tsdb.wal;

/** Whether a log takes batches. */
public enum WriteState {
  WRITABLE,
  /** There is no room on the disk: batches are refused until there is. */
  DISK_FULL,
  /** The last write failed for another reason; the next one is tried. */
  FAILING
}
