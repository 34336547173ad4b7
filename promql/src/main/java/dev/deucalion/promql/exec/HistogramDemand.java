package dev.deucalion.promql.exec;

import java.util.function.Supplier;

/**
 * What the expressions around the one that is being built need of native histograms. Selectors
 * leave the buckets out where somebody asks for count and sum alone and nobody else for more.
 */
final class HistogramDemand {
  private int askedForStatistics;
  private int askedForBuckets;

  /** Builds an input of which count and sum count. */
  <T> T statistics(Supplier<T> build) {
    askedForStatistics++;
    try {
      return build.get();
    } finally {
      askedForStatistics--;
    }
  }

  /** Builds an input whose buckets count, whatever others around it need. */
  <T> T buckets(Supplier<T> build) {
    askedForBuckets++;
    try {
      return build.get();
    } finally {
      askedForBuckets--;
    }
  }

  boolean isStatistics() {
    return askedForStatistics > 0 && askedForBuckets == 0;
  }

  /** What is to be read of samples. */
  SampleDetail detail() {
    return isStatistics() ? SampleDetail.STATISTICS : SampleDetail.BUCKETS;
  }
}
