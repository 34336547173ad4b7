package dev.deucalion.model.stats;

/** Durations, summed up at one moment. Immutable. */
public final class DurationSummary {
  /** Of nothing. */
  public static final DurationSummary NONE = new DurationSummary(0, 0, new long[0], new double[0]);

  private static final double NANOS_PER_SECOND = 1e9;

  private final long count;
  private final long totalNanos;

  /** Recent durations in order. */
  private final long[] nanos;

  /** For each, how many durations it and those before it stand for. */
  private final double[] ranks;

  private DurationSummary(long count, long totalNanos, long[] nanos, double[] ranks) {
    this.count = count;
    this.totalNanos = totalNanos;
    this.nanos = nanos;
    this.ranks = ranks;
  }

  /** Merges samples, each of whose durations stands for as many as were seen for one kept. */
  static DurationSummary of(long count, long totalNanos, DurationSample[] samples) {
    long[][] sorted = new long[samples.length][];
    int length = 0;
    for (int i = 0; i < samples.length; i++) {
      sorted[i] = samples[i].sorted();
      length += sorted[i].length;
    }
    long[] nanos = new long[length];
    double[] ranks = new double[length];
    int[] next = new int[samples.length];
    double rank = 0;
    for (int at = 0; at < length; at++) {
      int least = -1;
      for (int i = 0; i < sorted.length; i++) {
        if (next[i] < sorted[i].length
            && (least < 0 || sorted[i][next[i]] < sorted[least][next[least]])) {
          least = i;
        }
      }
      rank += (double) samples[least].seen() / sorted[least].length;
      nanos[at] = sorted[least][next[least]++];
      ranks[at] = rank;
    }
    return new DurationSummary(count, totalNanos, nanos, ranks);
  }

  /** How many there were, ever. */
  public long count() {
    return count;
  }

  /** All of them together, ever. */
  public double sumSeconds() {
    return totalNanos / NANOS_PER_SECOND;
  }

  /**
   * The quantile of those of the last ten minutes in seconds, NaN when there are none.
   *
   * @param q from 0 to 1
   */
  public double quantile(double q) {
    if (nanos.length == 0) {
      return Double.NaN;
    }
    double rank = q * ranks[ranks.length - 1];
    int low = 0;
    int high = nanos.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ranks[middle] < rank) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return nanos[low] / NANOS_PER_SECOND;
  }
}
