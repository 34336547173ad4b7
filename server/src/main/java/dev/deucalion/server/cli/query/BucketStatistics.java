package dev.deucalion.server.cli.query;

import java.util.Locale;

/**
 * How many buckets of one histogram have observations.
 *
 * @param min fewest at any time
 * @param avg over all times
 * @param max most at any time
 * @param total how many buckets there are in all
 */
record BucketStatistics(int min, double avg, int max, int total) {
  @Override
  public String toString() {
    String text = String.format(Locale.ROOT, "%d/%.3f/%d", min, avg, max);
    return max == total ? text : text + "/" + total;
  }

  /** Collects the counts of one histogram, one a time. Not thread-safe. */
  static final class Collector {
    private int min = Integer.MAX_VALUE;
    private int max;
    private int times;
    private long sum;

    void add(int populated) {
      min = Math.min(min, populated);
      max = Math.max(max, populated);
      sum += populated;
      times++;
    }

    /** What was collected, at least once. */
    BucketStatistics of(int total) {
      return new BucketStatistics(min, (double) sum / times, max, total);
    }
  }
}
