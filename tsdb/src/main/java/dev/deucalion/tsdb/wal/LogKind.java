package dev.deucalion.tsdb.wal;

/** Which of a store's logs one is. */
public enum LogKind {
  /** Goes on behind its last checkpoint, or begins with segment 0. */
  WRITE_AHEAD,
  /** Of samples out of order: begins anywhere, as what is in blocks goes without a checkpoint. */
  OUT_OF_ORDER
}
