package dev.deucalion.benchmarks.promql.exec;

import dev.deucalion.benchmarks.data.ClusterSeries;
import dev.deucalion.benchmarks.data.Shape;
import dev.deucalion.benchmarks.data.Stores;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;

/**
 * 2,400 series of a histogram's buckets over 6 hours and the 5 minutes before, a sample each 15 s.
 * A bucket has {@link #weight} times the pod's growing count, so all of them and all their sums
 * have the same shape.
 */
final class QueryData {
  static final int PODS = 120;
  static final int SERIES = PODS * ClusterSeries.BUCKETS_PER_POD;
  static final int SAMPLES = 6 * 60 * 4;
  static final long START_MS = 1_700_000_100_000L;
  static final long STEP_MS = 60_000;
  static final int STEPS = 6 * 60;
  static final long END_MS = START_MS + (STEPS - 1) * STEP_MS;

  private static final int SAMPLE_MS = 15_000;
  private static final int SAMPLES_BEFORE = 5 * 60 * 1_000 / SAMPLE_MS;
  private static final int[] WEIGHTS = {1, 2, 3, 4, 5, 6, 7, 8, 10, 10};

  private final double[][] counts = new double[PODS][];

  QueryData() {
    for (int pod = 0; pod < PODS; pod++) {
      counts[pod] = Shape.INTEGER_COUNTER.values(SAMPLES_BEFORE + SAMPLES, pod);
    }
  }

  void fill(Tsdb tsdb) throws IOException {
    int perPod = ClusterSeries.BUCKETS_PER_POD;
    long[] refs =
        Stores.seriesRefs(tsdb, SERIES, i -> ClusterSeries.bucket(i / perPod, i % perPod));
    long firstMs = START_MS - SAMPLES_BEFORE * SAMPLE_MS;
    long[] times = Shape.times(SAMPLES_BEFORE + SAMPLES, firstMs, 0, 0);
    for (int i = 0; i < times.length; i++) {
      try (Appender appender = tsdb.appender()) {
        for (int series = 0; series < SERIES; series++) {
          double value = counts[series / perPod][i] * weight(series % perPod);
          Stores.mustBeAppended(appender.append(refs[series], times[i], value));
        }
        appender.commit();
      }
    }
  }

  static double weight(int bucket) {
    return WEIGHTS[bucket % WEIGHTS.length];
  }

  /** A pod's count at a step. */
  double count(int pod, int step) {
    return counts[pod][SAMPLES_BEFORE + step * 4];
  }

  /** By how much a pod's count grew from the oldest to the newest sample in the 5 minutes. */
  double growth(int pod, int step) {
    return count(pod, step) - counts[pod][step * 4 + 1];
  }

  /** Seconds between these two samples. */
  static double growthSeconds() {
    return (SAMPLES_BEFORE - 1) * SAMPLE_MS / 1e3;
  }
}
