package dev.deucalion.http.receive;

import org.jspecify.annotations.Nullable;

/**
 * What became of a request. Numbers are of what is in the log.
 *
 * @param refusal why not all of it is, or null
 */
record WriteOutcome(@Nullable WriteRefusal refusal, long samples, long histograms, long exemplars) {
  /** Nothing was kept. */
  static WriteOutcome nothing(WriteRefusal refusal) {
    return new WriteOutcome(refusal, 0, 0, 0);
  }
}
