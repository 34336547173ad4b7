package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.number.Kahan;

/**
 * A histogram that others are added to. Each addition brings it and a copy of the other one to what
 * both have in common: the wider zero bucket, the lower resolution, the bounds that both have.
 */
final class RunningHistogram {
  /** Whether what additions lose by rounding is carried along into the result. */
  private final boolean exact;

  private CounterResetHint hint = CounterResetHint.UNKNOWN;
  private int schema;
  private double[] customBounds = {};
  private final ZeroBucket zero = new ZeroBucket();
  private double count;
  private double lostCount;
  private double sum;
  private double lostSum;
  private final BucketRow positive = new BucketRow();
  private final BucketRow negative = new BucketRow();

  /** Rows and zero bucket of the histogram that is being added. */
  private final BucketRow otherPositive;

  private final BucketRow otherNegative;
  private final ZeroBucket otherZero;
  private final BucketRow mapped;

  RunningHistogram(boolean exact, AdditionScratch scratch) {
    this.exact = exact;
    this.otherPositive = scratch.positive;
    this.otherNegative = scratch.negative;
    this.otherZero = scratch.zero;
    this.mapped = scratch.mapped;
  }

  /** Starts over. */
  void set(FloatHistogram histogram) {
    BucketLayout layout = histogram.layout();
    hint = histogram.resetHint();
    schema = layout.schema();
    customBounds = layout.customValues();
    zero.set(layout.zeroThreshold(), histogram.zeroCount());
    count = histogram.count();
    lostCount = 0;
    sum = histogram.sum();
    lostSum = 0;
    positive.set(layout.positiveSpans(), histogram.positive());
    negative.set(layout.negativeSpans(), histogram.negative());
  }

  void copyFrom(RunningHistogram other) {
    hint = other.hint;
    schema = other.schema;
    customBounds = other.customBounds;
    zero.copyFrom(other.zero);
    count = other.count;
    lostCount = other.lostCount;
    sum = other.sum;
    lostSum = other.lostSum;
    positive.copyFrom(other.positive);
    negative.copyFrom(other.negative);
  }

  boolean usesCustomBuckets() {
    return schema == BucketLayout.CUSTOM_BUCKETS;
  }

  /**
   * Adds a histogram whose buckets are of the same kind.
   *
   * @return whether custom bounds differed
   */
  boolean add(FloatHistogram other) {
    return combine(other, false);
  }

  /** Subtracts; otherwise as {@link #add}. */
  boolean subtract(FloatHistogram other) {
    return combine(other, true);
  }

  private boolean combine(FloatHistogram other, boolean negated) {
    hint = ResetHints.combined(hint, other.resetHint());
    BucketLayout layout = other.layout();
    otherPositive.set(layout.positiveSpans(), other.positive());
    otherNegative.set(layout.negativeSpans(), other.negative());
    if (!usesCustomBuckets()) {
      addZeroBucket(other, negated);
    }
    addTotals(negated ? -other.count() : other.count(), negated ? -other.sum() : other.sum());
    if (usesCustomBuckets()) {
      return combineCustom(layout.customValues(), negated);
    }
    combineExponential(layout.schema(), negated);
    return false;
  }

  private void addTotals(double otherCount, double otherSum) {
    double next = count + otherCount;
    lostCount = Kahan.lost(count, otherCount, next, lostCount);
    count = next;
    next = sum + otherSum;
    lostSum = Kahan.lost(sum, otherSum, next, lostSum);
    sum = next;
  }

  private void addZeroBucket(FloatHistogram other, boolean negated) {
    BucketLayout layout = other.layout();
    otherZero.set(layout.zeroThreshold(), other.zeroCount());
    while (zero.threshold() > otherZero.threshold() || otherZero.threshold() > zero.threshold()) {
      if (zero.threshold() > otherZero.threshold()) {
        otherZero.set(layout.zeroThreshold(), other.zeroCount());
        otherZero.widen(zero.threshold(), layout.schema(), otherPositive, otherNegative);
      }
      if (otherZero.threshold() > zero.threshold()) {
        zero.widen(otherZero.threshold(), schema, positive, negative);
        positive.removeBelow(schema, zero.threshold());
        negative.removeBelow(schema, zero.threshold());
      }
    }
    zero.increase(negated ? -otherZero.count() : otherZero.count());
    if (exact) {
      zero.increase(negated ? -otherZero.lost() : otherZero.lost());
    }
  }

  private void combineExponential(int otherSchema, boolean negated) {
    if (otherSchema < schema) {
      positive.reduce(schema - otherSchema);
      negative.reduce(schema - otherSchema);
      schema = otherSchema;
    } else if (otherSchema > schema) {
      otherPositive.reduce(otherSchema - schema);
      otherNegative.reduce(otherSchema - schema);
    }
    otherPositive.removeUpTo(schema, zero.threshold());
    otherNegative.removeUpTo(schema, zero.threshold());
    if (negated) {
      otherPositive.negate();
      otherNegative.negate();
    }
    positive.add(otherPositive, exact);
    negative.add(otherNegative, exact);
  }

  private boolean combineCustom(double[] otherBounds, boolean negated) {
    if (negated) {
      otherPositive.negate();
    }
    if (CustomBounds.areEqual(customBounds, otherBounds)) {
      positive.add(otherPositive, exact);
      return false;
    }
    double[] common = CustomBounds.common(customBounds, otherBounds);
    CustomBounds.reset(mapped, common.length);
    CustomBounds.addTo(positive, customBounds, common, mapped);
    CustomBounds.addTo(otherPositive, otherBounds, common, mapped);
    positive.copyFrom(mapped);
    customBounds = common;
    return true;
  }

  void multiply(double factor) {
    zero.multiply(factor);
    count *= factor;
    lostCount *= factor;
    sum *= factor;
    lostSum *= factor;
    positive.multiply(factor);
    negative.multiply(factor);
  }

  void divide(double divisor) {
    zero.divide(divisor);
    count /= divisor;
    lostCount /= divisor;
    sum /= divisor;
    lostSum /= divisor;
    positive.divide(divisor);
    negative.divide(divisor);
  }

  /** Whether a count or the sum is infinite. */
  boolean isInfinite() {
    return Double.isInfinite(zero.count())
        || Double.isInfinite(count)
        || Double.isInfinite(sum)
        || hasInfinite(positive)
        || hasInfinite(negative);
  }

  private static boolean hasInfinite(BucketRow row) {
    for (int i = 0; i < row.size(); i++) {
      if (Double.isInfinite(row.count(i))) {
        return true;
      }
    }
    return false;
  }

  /** What it is now, with buckets that may be empty. */
  FloatHistogram result() {
    int[] positiveSpans = positive.spans();
    BucketLayout layout =
        usesCustomBuckets()
            ? BucketLayout.custom(positiveSpans, customBounds)
            : BucketLayout.exponential(schema, zero.threshold(), positiveSpans, negative.spans());
    return new FloatHistogram(
        hint,
        layout,
        exact ? zero.count() + zero.lost() : zero.count(),
        exact ? count + lostCount : count,
        exact ? sum + lostSum : sum,
        positive.counts(exact),
        negative.counts(exact));
  }
}
