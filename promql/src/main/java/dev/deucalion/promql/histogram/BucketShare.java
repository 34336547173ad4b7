package dev.deucalion.promql.histogram;

import dev.deucalion.promql.number.GoLog;

/** Which share of a bucket's observations is up to a value within its finite bounds. */
final class BucketShare {
  private BucketShare() {}

  /** As if observations were spread evenly. */
  static double linear(double lower, double upper, double value) {
    return (value - lower) / (upper - lower);
  }

  /** As if the logarithms of observations were spread evenly. */
  static double exponential(double lower, double upper, double value) {
    double logLower = GoLog.log2(Math.abs(lower));
    double logUpper = GoLog.log2(Math.abs(upper));
    double logValue = GoLog.log2(Math.abs(value));
    return value > 0
        ? (logValue - logLower) / (logUpper - logLower)
        : 1 - ((logValue - logUpper) / (logLower - logUpper));
  }
}
