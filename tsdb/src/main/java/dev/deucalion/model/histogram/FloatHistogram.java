package dev.deucalion.model.histogram;

import dev.deucalion.model.sample.StaleMarker;
import java.util.Arrays;

/**
 * A native histogram whose counts are floats. Equal by content, with floats compared as bits.
 *
 * <p>Bucket counts are absolute and lie in the order of the layout's spans.
 */
public final class FloatHistogram implements Histogram {
  /** The sample that ends a series; it has no buckets. */
  public static final FloatHistogram STALE =
      new FloatHistogram(
          CounterResetHint.UNKNOWN,
          BucketLayout.NO_BUCKETS,
          0,
          0,
          StaleMarker.VALUE,
          new double[0],
          new double[0]);

  private final CounterResetHint resetHint;
  private final BucketLayout layout;
  private final double zeroCount;
  private final double count;
  private final double sum;
  private final double[] positive;
  private final double[] negative;

  /** A histogram that takes over the arrays, which are never written to again. */
  public FloatHistogram(
      CounterResetHint resetHint,
      BucketLayout layout,
      double zeroCount,
      double count,
      double sum,
      double[] positive,
      double[] negative) {
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
  public double zeroCount() {
    return zeroCount;
  }

  /** All observations. */
  public double count() {
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
  public double[] positive() {
    return positive;
  }

  /** Counts of the negative buckets; not to be written to. */
  public double[] negative() {
    return negative;
  }

  @Override
  public FloatHistogram withBuckets(BucketLayout wider) {
    return new FloatHistogram(
        resetHint,
        wider,
        zeroCount,
        count,
        sum,
        BucketSpans.spread(layout.positiveSpans(), positive, wider.positiveSpans()),
        BucketSpans.spread(layout.negativeSpans(), negative, wider.negativeSpans()));
  }

  @Override
  public FloatHistogram withSchemaAtMost(int maxSchema) {
    int steps = layout.schema() - maxSchema;
    return steps <= 0
        ? this
        : new FloatHistogram(
            resetHint,
            layout.withSchema(maxSchema),
            zeroCount,
            count,
            sum,
            CoarserBuckets.counts(layout.positiveSpans(), positive, steps),
            CoarserBuckets.counts(layout.negativeSpans(), negative, steps));
  }

  @Override
  public FloatHistogram withResetHint(CounterResetHint newHint) {
    return newHint == resetHint
        ? this
        : new FloatHistogram(newHint, layout, zeroCount, count, sum, positive, negative);
  }

  @Override
  public FloatHistogram emptied() {
    return new FloatHistogram(
        CounterResetHint.RESET,
        layout.withSpans(new int[0], new int[0]),
        0,
        0,
        0,
        new double[0],
        new double[0]);
  }

  @Override
  public FloatHistogram toFloat() {
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatHistogram that
        && resetHint == that.resetHint
        && layout.equals(that.layout)
        && Double.doubleToRawLongBits(zeroCount) == Double.doubleToRawLongBits(that.zeroCount)
        && Double.doubleToRawLongBits(count) == Double.doubleToRawLongBits(that.count)
        && Double.doubleToRawLongBits(sum) == Double.doubleToRawLongBits(that.sum)
        && Arrays.equals(positive, that.positive)
        && Arrays.equals(negative, that.negative);
  }

  @Override
  public int hashCode() {
    int hash = layout.hashCode() * 31 + Double.hashCode(count);
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
