package dev.deucalion.tsdb.file;

/** How the process before left the data directory, as far as its lock file tells. */
public enum StartKind {
  /** There is no lock file to tell: it is switched off, or the store is in memory. */
  UNKNOWN,
  /** A lock file was left behind: the process before was killed or crashed. */
  UNCLEAN,
  /** There was no lock file. */
  CLEAN
}
