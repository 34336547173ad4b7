package dev.deucalion.tsdb.batch;

/** What is to be done with a sample of a batch. */
public enum Verdict {
  /** It goes into the open chunk of its series, unless it turns out to be no newer. */
  IN_ORDER,
  /** It is older than others of its series, and may be. */
  OUT_OF_ORDER,
  /** Nothing. */
  REFUSED
}
