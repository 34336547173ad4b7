package dev.deucalion.model.histogram;

import dev.deucalion.model.sample.StaleMarker;
import java.util.Arrays;

/**
 * A native histogram whose counts are integers. Equal by content, with floats compared as bits.
 *
 * <p>Bucket counts are absolute and lie in the order of the layout's spans.
 */
public final class IntHistogram implements Histogram {
  /** The sample that ends a series; it has no buckets. */
  public static final IntHistogram STALE =
      new IntHistogram(
          CounterResetHint.UNKNOWN,
          BucketLayout.NO_BUCKETS,
          0,
          0,
          StaleMarker.VALUE,
          new long[0],
          new long[0]);

  private final CounterResetHint resetHint;
  private final BucketLayout layout;
  private final long zeroCount;
  private final long count;
  private final double sum;
  private final long[] positive;
  private final long[] negative;

  /** A histogram that takes over the arrays, which are never written to again. */
  public IntHistogram(
      CounterResetHint resetHint,
      BucketLayout layout,
      long zeroCount,
      long count,
      double sum,
      long[] positive,
      long[] negative) {
    this.resetHint = resetHint;
    this.layout = layout;
    this.zeroCount = zeroCount;
    this.count = count;
    this.sum = sum;
    this.positive = positive;
    this.negative = negative;
  }

  @Override
  public CounterResetHint resetHint() {
    return resetHint;
  }

  @Override
  public BucketLayout layout() {
    return layout;
  }

  /** Observations in the zero bucket. */
  public long zeroCount() {
    return zeroCount;
  }

  /** All observations. */
  public long count() {
    return count;
  }

  @Override
  public double sum() {
    return sum;
  }

  /**
   * Counts of the positive buckets, one for each that the layout's spans name; not to be written
   * to.
   */
  public long[] positive() {
    return positive;
  }

  /** Counts of the negative buckets; not to be written to. */
  public long[] negative() {
    return negative;
  }

  @Override
  public IntHistogram withBuckets(BucketLayout wider) {
    return new IntHistogram(
        resetHint,
        wider,
        zeroCount,
        count,
        sum,
        BucketSpans.spread(layout.positiveSpans(), positive, wider.positiveSpans()),
        BucketSpans.spread(layout.negativeSpans(), negative, wider.negativeSpans()));
  }

  @Override
  public IntHistogram withSchemaAtMost(int maxSchema) {
    int steps = layout.schema() - maxSchema;
    return steps <= 0
        ? this
        : new IntHistogram(
            resetHint,
            layout.withSchema(maxSchema),
            zeroCount,
            count,
            sum,
            CoarserBuckets.counts(layout.positiveSpans(), positive, steps),
            CoarserBuckets.counts(layout.negativeSpans(), negative, steps));
  }

  @Override
  public IntHistogram withResetHint(CounterResetHint newHint) {
    return newHint == resetHint
        ? this
        : new IntHistogram(newHint, layout, zeroCount, count, sum, positive, negative);
  }

  @Override
  public IntHistogram emptied() {
    return new IntHistogram(
        CounterResetHint.RESET,
        layout.withSpans(new int[0], new int[0]),
        0,
        0,
        0,
        new long[0],
        new long[0]);
  }

  @Override
  public FloatHistogram toFloat() {
    return new FloatHistogram(
        resetHint, layout, zeroCount, count, sum, floats(positive), floats(negative));
  }

  private static double[] floats(long[] counts) {
    double[] result = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      result[i] = counts[i];
    }
    return result;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IntHistogram that
        && resetHint == that.resetHint
        && layout.equals(that.layout)
        && zeroCount == that.zeroCount
        && count == that.count
        && Double.doubleToRawLongBits(sum) == Double.doubleToRawLongBits(that.sum)
        && Arrays.equals(positive, that.positive)
        && Arrays.equals(negative, that.negative);
  }

  @Override
  public int hashCode() {
    int hash = layout.hashCode() * 31 + Long.hashCode(count);
    return (hash * 31 + Double.hashCode(sum)) * 31 + Arrays.hashCode(positive);
  }

  @Override
  public String toString() {
    return "{count="
        + count
        + ", sum="
        + sum
        + ", zero="
        + zeroCount
        + ", positive="
        + Arrays.toString(positive)
        + ", negative="
        + Arrays.toString(negative)
        + ", "
        + resetHint
        + ", layout="
        + layout
        + "}";
  }
}
