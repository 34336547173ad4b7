package dev.deucalion.model.histogram;

/** What is known about a histogram's counts relative to those of the sample before it. */
public enum CounterResetHint {
  /** Nothing: whoever needs to know compares the two. */
  UNKNOWN,
  /** The counter began anew. */
  RESET,
  /** The counter went on. */
  NOT_RESET,
  /** Counts may go up and down. */
  GAUGE
}
