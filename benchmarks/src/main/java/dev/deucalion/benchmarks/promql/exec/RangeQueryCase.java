package dev.deucalion.benchmarks.promql.exec;

import dev.deucalion.benchmarks.data.ClusterSeries;

/** Expressions whose answers over {@link QueryData} can be said without an engine. */
public enum RangeQueryCase {
  SUM_RATE("sum(rate(http_request_duration_seconds_bucket[5m]))") {
    @Override
    double expected(QueryData data, int step) {
      double sum = 0;
      for (int pod = 0; pod < QueryData.PODS; pod++) {
        for (int bucket = 0; bucket < ClusterSeries.BUCKETS_PER_POD; bucket++) {
          sum += QueryData.weight(bucket) * data.growth(pod, step) / QueryData.growthSeconds();
        }
      }
      return sum;
    }
  },

  /** Of 10 parts, 8 are below 1 s and 10 below 2.5 s, so 9.5 are below 2.125 s. */
  QUANTILE(
      "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))") {
    @Override
    double expected(QueryData data, int step) {
      return 2.125;
    }
  },

  /** The count of a counter is greatest at the end of the window. */
  MAX_OVER_TIME("sum(max_over_time(http_request_duration_seconds_bucket[5m]))") {
    @Override
    double expected(QueryData data, int step) {
      double sum = 0;
      for (int pod = 0; pod < QueryData.PODS; pod++) {
        for (int bucket = 0; bucket < ClusterSeries.BUCKETS_PER_POD; bucket++) {
          sum += QueryData.weight(bucket) * data.count(pod, step);
        }
      }
      return sum;
    }
  };

  final String query;

  RangeQueryCase(String query) {
    this.query = query;
  }

  abstract double expected(QueryData data, int step);
}
