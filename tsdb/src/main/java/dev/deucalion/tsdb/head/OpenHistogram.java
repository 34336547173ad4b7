package dev.deucalion.tsdb.head;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.tsdb.chunk.HistogramEncoder;

/** What appending needs of a series whose last sample is a histogram. */
final class OpenHistogram {
  /** Has the open chunk. */
  HistogramEncoder encoder;

  /** The last sample as it came. */
  volatile Histogram last;

  /** A sample from this time on goes into a new chunk, if the open one has some samples. */
  long nextChunkMs;

  /** Whether {@link #nextChunkMs} was estimated from the rate of samples. */
  boolean endIsEstimated;

  OpenHistogram(HistogramEncoder encoder, Histogram last) {
    this.encoder = encoder;
    this.last = last;
  }

  /** Whether the last sample is the same but for its counter-reset hint. */
  boolean lastIs(Histogram histogram) {
    Histogram known = last;
    return known.equals(histogram.withResetHint(known.resetHint()));
  }
}
