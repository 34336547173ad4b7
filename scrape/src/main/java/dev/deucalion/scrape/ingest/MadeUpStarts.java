package dev.deucalion.scrape.ingest;

import dev.deucalion.model.labels.Labels;
import java.util.Arrays;

/**
 * Makes up since when a target's counters count, where they do not say so: the first sample of a
 * series is left out, as what it has counted began nobody knows when. Its time is the start of the
 * samples behind it, and its value their zero. One that is less than the sample before it counts
 * from zero again, since a millisecond before.
 *
 * <p>A series is known by its entry in the {@link SeriesCache}, whose {@link #put} comes before all
 * else. Native histograms are left as they are.
 */
final class MadeUpStarts {
  /** In place of a start: the series does not count. */
  private static final long NEVER = 0;

  /** In place of a start: the next sample is the first one. */
  private static final long AWAITED = -1;

  private long[] startsMs = new long[0];
  private double[] zeros = new double[0];
  private double[] before = new double[0];

  /**
   * Whether series of a family grow from a start on.
   *
   * @param labels of a series that stands behind the metadata
   */
  static boolean isCounted(Labels labels, MetricMetadata metadata) {
    String name = labels.metricName();
    if (!FamilyNames.isOf(name, metadata.metricFamily(), metadata.type())) {
      return false;
    }
    return switch (metadata.type()) {
      case COUNTER, HISTOGRAM -> true;
      case SUMMARY -> name.endsWith("_count") || name.endsWith("_sum");
      case GAUGE, GAUGEHISTOGRAM, INFO, STATESET, UNKNOWN -> false;
    };
  }

  /**
   * Takes up a new series.
   *
   * @param counted whether it grows from a start on
   */
  void put(int entry, boolean counted) {
    if (entry >= startsMs.length) {
      int capacity = Math.max(16, entry + (entry >> 1));
      startsMs = Arrays.copyOf(startsMs, capacity);
      zeros = Arrays.copyOf(zeros, capacity);
      before = Arrays.copyOf(before, capacity);
    }
    startsMs[entry] = counted ? AWAITED : NEVER;
  }

  /** Whether the series gets starts that are made up. */
  boolean isCounted(int entry) {
    return startsMs[entry] != NEVER;
  }

  /** Whether the next sample of a series is its first one, to be given to {@link #begin}. */
  boolean isAwaited(int entry) {
    return startsMs[entry] == AWAITED;
  }

  /** Takes the first sample of a series. */
  void begin(int entry, long timeMs, double value) {
    startsMs[entry] = timeMs;
    zeros[entry] = value;
    before[entry] = value;
  }

  /** Takes a further sample of a series; what it has counted since its start. */
  double sinceStart(int entry, long timeMs, double value) {
    if (value < before[entry]) {
      startsMs[entry] = timeMs - 1;
      zeros[entry] = 0;
    }
    before[entry] = value;
    return value - zeros[entry];
  }

  /** Since when the series counts, milliseconds since the epoch. */
  long startMs(int entry) {
    return startsMs[entry];
  }

  /** Lets the next sample be the first one again. */
  void beginAnew(int entry) {
    if (isCounted(entry)) {
      startsMs[entry] = AWAITED;
    }
  }
}
