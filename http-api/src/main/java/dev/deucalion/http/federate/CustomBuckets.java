package dev.deucalion.http.federate;

import dev.deucalion.model.histogram.BucketSpans;
import dev.deucalion.model.histogram.FloatHistogram;

/** Native histograms with custom buckets as classic ones. */
final class CustomBuckets {
  private CustomBuckets() {}

  /** Observations up to each bound. */
  static double[] cumulative(FloatHistogram histogram) {
    double[] bounds = histogram.layout().customValues();
    int[] indices = BucketSpans.indices(histogram.layout().positiveSpans());
    double[] counts = new double[bounds.length];
    double sum = 0;
    for (int bound = 0, at = 0; bound < bounds.length; bound++) {
      while (at < indices.length && indices[at] <= bound) {
        sum += histogram.positive()[at++];
      }
      counts[bound] = sum;
    }
    return counts;
  }
}
