package dev.deucalion.http.otlp;

import java.util.Arrays;

/**
 * The sum of all points of one stream so far. Points of any kind are added in one way, as what
 * their kind does not have is empty. Guarded by whoever has it.
 */
final class DeltaStream {
  /** Of an object of this class, and of its place in a map. */
  private static final long OBJECT_BYTES = 300;

  /** When a point was added last, by the server's clock. */
  long seenMs;

  /** Number of the request whose sample of the stream is not stored, 0 when it is. */
  long unstoredBy;

  private long startNs;
  private long timeNs;
  private double value;
  private long count;
  private boolean hasSum;
  private double sum;
  private long[] bounds;
  private long[] bucketCounts;
  private long zeroCount;
  private ExponentialSum exponential;

  /** A stream that begins with a point. */
  DeltaStream(OtlpPoint point) {
    startNs = point.startNs;
    timeNs = point.timeNs;
    value = point.value;
    count = point.count;
    hasSum = point.hasSum;
    sum = point.sum;
    bounds = point.bounds.longs(0, point.bounds.size());
    bucketCounts = point.bucketCounts.longs(0, point.bucketCounts.size());
    zeroCount = point.zeroCount;
    exponential = ExponentialSum.of(point);
  }

  /** About what it takes in memory. */
  long bytes() {
    int numbers = bounds.length + bucketCounts.length + exponential.size();
    return OBJECT_BYTES + (long) numbers * Long.BYTES;
  }

  /** Whether a point is newer than the last one, and of no earlier series. */
  boolean isContinuedBy(OtlpPoint point) {
    return Long.compareUnsigned(point.startNs, startNs) >= 0
        && Long.compareUnsigned(point.timeNs, timeNs) > 0;
  }

  /** Whether a point has the same explicit bounds, without which there is no sum. */
  boolean hasBoundsOf(OtlpPoint point) {
    return Arrays.equals(bounds, point.bounds.longs(0, point.bounds.size()));
  }

  /** Whether a point may be the last one once more. */
  boolean isRepeatedBy(OtlpPoint point) {
    return Long.compareUnsigned(point.startNs, startNs) >= 0
        && point.timeNs == timeNs
        && hasBoundsOf(point);
  }

  /**
   * Adds a point that goes on with the stream and has its bounds.
   *
   * @param roomBytes how many bytes more the stream may take
   * @return false when it would take more, and all is as before
   */
  boolean add(OtlpPoint point, long roomBytes) {
    ExponentialSum added = exponential.plus(ExponentialSum.of(point));
    if ((long) (added.size() - exponential.size()) * Long.BYTES > roomBytes) {
      return false;
    }
    exponential = added;
    timeNs = point.timeNs;
    value += point.value;
    count += point.count;
    hasSum &= point.hasSum;
    sum = hasSum ? sum + point.sum : 0;
    zeroCount += point.zeroCount;
    for (int i = 0; i < Math.min(bucketCounts.length, point.bucketCounts.size()); i++) {
      bucketCounts[i] += point.bucketCounts.get(i);
    }
    return true;
  }

  /** Has a point say what the whole stream does. */
  void writeTo(OtlpPoint point) {
    point.startNs = startNs;
    point.value = value;
    point.count = count;
    point.hasSum = hasSum;
    point.sum = sum;
    point.zeroCount = zeroCount;
    point.bucketCounts.clear();
    Arrays.stream(bucketCounts).forEach(point.bucketCounts::add);
    exponential.writeTo(point);
  }
}
