package dev.deucalion.promql.window;

/** What is worth telling about the windows of a series. */
public enum WindowNote {
  /** Floats and histograms in a window of a function that takes one kind at a time: no answer. */
  MIXED_KINDS,
  /** Histograms in a window of a function of floats: they were left out. */
  HISTOGRAMS_IGNORED,
  /** Exponential and custom buckets in a window: no answer. */
  MIXED_BUCKETS,
  /** A function of counters on a gauge. */
  NOT_COUNTER,
  /** A function of gauges on a counter. */
  NOT_GAUGE,
  /** Among histograms that were summed some say that the counter was reset, some that not. */
  RESETS_COLLIDE,
  /** Histograms with different custom bounds were summed, with the bounds that all have. */
  BOUNDS_RECONCILED_IN_AGGREGATION,
  /** As {@link #BOUNDS_RECONCILED_IN_AGGREGATION}, in an addition. */
  BOUNDS_RECONCILED_IN_ADDITION,
  /** As {@link #BOUNDS_RECONCILED_IN_AGGREGATION}, in a subtraction. */
  BOUNDS_RECONCILED_IN_SUBTRACTION,
  /** Start timestamps say that a counter counted something twice. */
  STARTS_OVERLAP
}
