package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.BucketSpans;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;

/** Whether a counter began anew between two histograms. */
public final class CounterResets {
  private CounterResets() {}

  /**
   * Whether a histogram cannot go on from the one before it: its hint says so, a count is lower, a
   * bucket that had observations is gone, buckets are finer or the zero bucket is narrower. The
   * hint alone decides where it says that there is no reset. A gauge is compared as if it were a
   * counter.
   */
  public static boolean isReset(FloatHistogram current, FloatHistogram previous) {
    if (current.resetHint() == CounterResetHint.RESET) {
      return true;
    }
    if (current.resetHint() == CounterResetHint.NOT_RESET) {
      return false;
    }
    return current.count() < previous.count() || bucketsFell(current, previous);
  }

  private static boolean bucketsFell(FloatHistogram current, FloatHistogram previous) {
    BucketLayout now = current.layout();
    BucketLayout before = previous.layout();
    if (now.equals(before)) {
      return current.zeroCount() < previous.zeroCount()
          || fell(now.positiveSpans(), previous.positive(), current.positive())
          || fell(now.negativeSpans(), previous.negative(), current.negative());
    }
    if (now.usesCustomBuckets()) {
      return !before.usesCustomBuckets() || customFell(current, previous);
    }
    return now.schema() > before.schema()
        || now.zeroThreshold() < before.zeroThreshold()
        || exponentialFell(current, previous);
  }

  private static boolean fell(int[] spans, double[] before, double[] after) {
    return BucketSpans.fell(spans, before, spans, after);
  }

  private static boolean customFell(FloatHistogram current, FloatHistogram previous) {
    double[] nowBounds = current.layout().customValues();
    double[] beforeBounds = previous.layout().customValues();
    if (CustomBounds.areEqual(nowBounds, beforeBounds)) {
      return isLess(row(current), row(previous), 0);
    }
    double[] common = CustomBounds.common(nowBounds, beforeBounds);
    return isLess(mapped(current, common), mapped(previous, common), 0);
  }

  private static BucketRow row(FloatHistogram h) {
    BucketRow row = new BucketRow();
    row.set(h.layout().positiveSpans(), h.positive());
    return row;
  }

  private static BucketRow mapped(FloatHistogram h, double[] bounds) {
    BucketRow result = new BucketRow();
    CustomBounds.reset(result, bounds.length);
    CustomBounds.addTo(row(h), h.layout().customValues(), bounds, result);
    return result;
  }

  private static boolean exponentialFell(FloatHistogram current, FloatHistogram previous) {
    BucketLayout now = current.layout();
    BucketLayout before = previous.layout();
    BucketRow positiveBefore = new BucketRow();
    positiveBefore.set(before.positiveSpans(), previous.positive());
    BucketRow negativeBefore = new BucketRow();
    negativeBefore.set(before.negativeSpans(), previous.negative());
    ZeroBucket zero = new ZeroBucket();
    zero.set(before.zeroThreshold(), previous.zeroCount());
    if (now.zeroThreshold() > before.zeroThreshold()) {
      zero.widen(now.zeroThreshold(), before.schema(), positiveBefore, negativeBefore);
      if (zero.threshold() > now.zeroThreshold()) {
        return true;
      }
    }
    if (current.zeroCount() < zero.count()) {
      return true;
    }
    int difference = before.schema() - now.schema();
    positiveBefore.reduce(difference);
    negativeBefore.reduce(difference);
    BucketRow positive = new BucketRow();
    positive.set(now.positiveSpans(), current.positive());
    BucketRow negative = new BucketRow();
    negative.set(now.negativeSpans(), current.negative());
    return isLess(positive, positiveBefore, firstOutside(now, positiveBefore))
        || isLess(negative, negativeBefore, firstOutside(now, negativeBefore));
  }

  /** Position of the first bucket that reaches out of the zero bucket. */
  private static int firstOutside(BucketLayout layout, BucketRow row) {
    int i = 0;
    while (layout.zeroThreshold() > 0
        && i < row.size()
        && BucketBounds.exponential(layout.schema(), row.index(i)) <= layout.zeroThreshold()) {
      i++;
    }
    return i;
  }

  /** Whether a bucket has less than before, or is gone and had any. */
  private static boolean isLess(BucketRow now, BucketRow before, int from) {
    for (int i = from, j = 0; i < before.size(); i++) {
      while (j < now.size() && now.index(j) < before.index(i)) {
        j++;
      }
      boolean there = j < now.size() && now.index(j) == before.index(i);
      if (there ? now.count(j) < before.count(i) : before.count(i) != 0) {
        return true;
      }
    }
    return false;
  }
}
