package dev.deucalion.storage;

/** What became of a sample. Refusals are expected in daily life, so they are not exceptions. */
public enum AppendResult {
  /** In the batch; also for a sample that is already stored with the same bits. */
  APPENDED,
  /** Older than the series' newest sample. */
  OUT_OF_ORDER,
  /** The series has another value at this time. */
  DUPLICATE_TIMESTAMP,
  /** Before the range of time that the store takes at the moment. */
  OUT_OF_BOUNDS,
  /** Older than the out-of-order window. */
  TOO_OLD,
  /** No series has this ref. */
  UNKNOWN_SERIES,
  /** The buckets of a histogram contradict each other. */
  INVALID_HISTOGRAM,
  /** The labels of an exemplar are longer than an exemplar's may be. */
  EXEMPLAR_TOO_LONG
}
