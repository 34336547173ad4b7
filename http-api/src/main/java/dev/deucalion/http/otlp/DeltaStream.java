package dev.deucalion.http.otlp;

import java.util.Arrays;

/**
 * The sum of all points of one stream so far. Points of any kind are added in one way, as what
 * their kind does not have is empty. Guarded by whoever has it.
 */
final class DeltaStream {
  /** More buckets than this make those of an exponential histogram wider. */
  private static final int MAX_EXPONENTIAL_BUCKETS = 160;

  /** Of an object of this class, and of its place in a map. */
  private static final long OBJECT_BYTES = 300;

  /** When a point came last, by the server's clock. */
  long seenMs;

  private long startNs;
  private long timeNs;
  private double value;
  private long count;
  private boolean hasSum;
  private double sum;
  private long[] bounds;
  private long[] bucketCounts;
  private int scale;
  private long zeroCount;
  private ExponentialBuckets positive;
  private ExponentialBuckets negative;

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
    scale = point.scale;
    zeroCount = point.zeroCount;
    positive = ExponentialBuckets.of(point.positiveOffset, point.positiveCounts);
    negative = ExponentialBuckets.of(point.negativeOffset, point.negativeCounts);
  }

  /** About what it takes in memory. */
  long bytes() {
    int numbers =
        bounds.length + bucketCounts.length + positive.counts().length + negative.counts().length;
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

  /** Adds a point that goes on with the stream and has its bounds. */
  void add(OtlpPoint point) {
    timeNs = point.timeNs;
    value += point.value;
    count += point.count;
    hasSum &= point.hasSum;
    sum = hasSum ? sum + point.sum : 0;
    zeroCount += point.zeroCount;
    for (int i = 0; i < Math.min(bucketCounts.length, point.bucketCounts.size()); i++) {
      bucketCounts[i] += point.bucketCounts.get(i);
    }
    addExponential(point);
  }

  private void addExponential(OtlpPoint point) {
    int common = Math.min(scale, point.scale);
    ExponentialBuckets ownPositive = positive.widened(scale - common);
    ExponentialBuckets ownNegative = negative.widened(scale - common);
    ExponentialBuckets morePositive =
        ExponentialBuckets.of(point.positiveOffset, point.positiveCounts)
            .widened(point.scale - common);
    ExponentialBuckets moreNegative =
        ExponentialBuckets.of(point.negativeOffset, point.negativeCounts)
            .widened(point.scale - common);
    int levels =
        Math.max(
            ownPositive.levelsToFit(morePositive, MAX_EXPONENTIAL_BUCKETS),
            ownNegative.levelsToFit(moreNegative, MAX_EXPONENTIAL_BUCKETS));
    positive = ownPositive.widened(levels).plus(morePositive.widened(levels));
    negative = ownNegative.widened(levels).plus(moreNegative.widened(levels));
    scale = common - levels;
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
    point.scale = scale;
    point.positiveOffset = positive.writeTo(point.positiveCounts);
    point.negativeOffset = negative.writeTo(point.negativeCounts);
  }
}
