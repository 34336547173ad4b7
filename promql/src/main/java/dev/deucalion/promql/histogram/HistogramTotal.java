package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.FloatHistogram;

/**
 * Many histograms made into one.
 *
 * <pre>{@code
 * total.start(first);
 * if (total.accepts(next)) {
 *   total.add(next);
 * }
 * use(total.result());
 * }</pre>
 */
public sealed interface HistogramTotal permits HistogramSum, HistogramMean {
  /** Starts over with one histogram. */
  void start(FloatHistogram first);

  /** Whether a histogram has the kind of buckets, exponential or custom, that the others have. */
  boolean accepts(FloatHistogram histogram);

  /** Takes in a histogram that is accepted. */
  void add(FloatHistogram histogram);

  /** Whether some of the counters began anew and others went on. */
  boolean hintsCollide();

  /** Whether custom bounds differed, so that the result has only those that all have. */
  boolean boundsReconciled();

  /**
   * What they have come to, with buckets that may be empty ({@link BucketCompaction#compact}); none
   * can be added after that.
   */
  FloatHistogram result();
}
