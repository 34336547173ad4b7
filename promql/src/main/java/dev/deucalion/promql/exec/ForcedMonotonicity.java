package dev.deucalion.promql.exec;

import dev.deucalion.promql.number.GoFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How counts of classic histograms that fell from one bucket to the next were lifted. */
final class ForcedMonotonicity {
  private long minMs;
  private long maxMs;
  private double minBound;
  private double maxBound;
  private double maxDrop;
  private int samples = 1;

  /**
   * One histogram at one time.
   *
   * @param minBound lowest upper bound of the buckets that were lifted
   * @param maxBound highest one
   * @param maxDrop by how much a count was too low at most
   */
  ForcedMonotonicity(long timeMs, double minBound, double maxBound, double maxDrop) {
    this.minMs = timeMs;
    this.maxMs = timeMs;
    this.minBound = minBound;
    this.maxBound = maxBound;
    this.maxDrop = maxDrop;
  }

  void add(ForcedMonotonicity other) {
    minMs = Math.min(minMs, other.minMs);
    maxMs = Math.max(maxMs, other.maxMs);
    minBound = Math.min(minBound, other.minBound);
    maxBound = Math.max(maxBound, other.maxBound);
    maxDrop = Math.max(maxDrop, other.maxDrop);
    samples += other.samples;
  }

  /** In the words of Prometheus, to follow the text of the info. */
  String details() {
    return ", from buckets "
        + GoFormat.general(minBound)
        + " to "
        + GoFormat.general(maxBound)
        + ", with a max diff of "
        + GoFormat.general(maxDrop, 2)
        + ", over "
        + samples
        + " samples from "
        + second(minMs)
        + " to "
        + second(maxMs);
  }

  private static String second(long timeMs) {
    return Instant.ofEpochMilli(timeMs).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
