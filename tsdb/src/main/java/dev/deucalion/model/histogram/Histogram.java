package dev.deucalion.model.histogram;

import dev.deucalion.model.sample.StaleMarker;

/** A native histogram sample. */
public sealed interface Histogram permits IntHistogram, FloatHistogram {
  /** Whether the counts began anew since the histogram before. */
  CounterResetHint resetHint();

  /** Bounds and positions of the buckets. */
  BucketLayout layout();

  /** Sum of the observed values; the stale marker in a sample that ends the series. */
  double sum();

  /** Whether the sample ends its series. */
  default boolean isStale() {
    return StaleMarker.isStale(sum());
  }

  /**
   * The same histogram with more buckets, which are empty.
   *
   * @param wider has all buckets of this one's layout, and differs from it in nothing but buckets
   */
  Histogram withBuckets(BucketLayout wider);

  /**
   * The same observations in fewer and wider buckets; this very histogram where its schema is not
   * higher, or its buckets are custom ones.
   *
   * @param maxSchema an exponential schema
   */
  Histogram withSchemaAtMost(int maxSchema);

  /** The same histogram with another hint. */
  Histogram withResetHint(CounterResetHint resetHint);

  /** A histogram of the same bounds without an observation, from which counting begins anew. */
  Histogram emptied();

  /** The same histogram with float counts. */
  FloatHistogram toFloat();
}
