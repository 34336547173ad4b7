package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.FloatHistogram;

/**
 * Adds and subtracts two histograms. Buckets of the result may be empty: {@link
 * BucketCompaction#compact}.
 */
public final class HistogramAddition {
  private HistogramAddition() {}

  /**
   * A sum or difference.
   *
   * @param hintsCollide whether one counter began anew and the other went on
   * @param boundsReconciled whether custom bounds differed, so that the result has those alone that
   *     are in both
   */
  public record Result(FloatHistogram histogram, boolean hintsCollide, boolean boundsReconciled) {}

  /** Whether both have exponential buckets or both have custom bounds. */
  public static boolean areCompatible(FloatHistogram a, FloatHistogram b) {
    return a.layout().usesCustomBuckets() == b.layout().usesCustomBuckets();
  }

  /**
   * The sum of two histograms.
   *
   * @throws IllegalArgumentException when they are not compatible
   */
  public static Result add(FloatHistogram a, FloatHistogram b) {
    requireCompatible(a, b);
    if (haveSameBuckets(a.layout(), b.layout())) {
      return result(
          a,
          b,
          new FloatHistogram(
              ResetHints.combined(a.resetHint(), b.resetHint()),
              a.layout(),
              a.zeroCount() + b.zeroCount(),
              a.count() + b.count(),
              a.sum() + b.sum(),
              sums(a.positive(), b.positive()),
              sums(a.negative(), b.negative())),
          false);
    }
    RunningHistogram running = new RunningHistogram(false, new AdditionScratch());
    running.set(a);
    boolean reconciled = running.add(b);
    return result(a, b, running.result(), reconciled);
  }

  /**
   * The difference of two histograms. Its hint is found as for a sum; who gives it to others calls
   * it a gauge.
   *
   * @throws IllegalArgumentException when they are not compatible
   */
  public static Result subtract(FloatHistogram a, FloatHistogram b) {
    requireCompatible(a, b);
    if (haveSameBuckets(a.layout(), b.layout())) {
      return result(
          a,
          b,
          new FloatHistogram(
              ResetHints.combined(a.resetHint(), b.resetHint()),
              a.layout(),
              a.zeroCount() - b.zeroCount(),
              a.count() - b.count(),
              a.sum() - b.sum(),
              differences(a.positive(), b.positive()),
              differences(a.negative(), b.negative())),
          false);
    }
    RunningHistogram running = new RunningHistogram(false, new AdditionScratch());
    running.set(a);
    boolean reconciled = running.subtract(b);
    return result(a, b, running.result(), reconciled);
  }

  private static void requireCompatible(FloatHistogram a, FloatHistogram b) {
    if (!areCompatible(a, b)) {
      throw new IllegalArgumentException("exponential and custom buckets: " + a + ", " + b);
    }
  }

  private static Result result(
      FloatHistogram a, FloatHistogram b, FloatHistogram histogram, boolean reconciled) {
    boolean collide = ResetHints.collide(a.resetHint(), b.resetHint());
    return new Result(histogram, collide, reconciled);
  }

  /** Whether counts can be added place by place. */
  private static boolean haveSameBuckets(BucketLayout a, BucketLayout b) {
    if (!a.equals(b)) {
      return false;
    }
    return !mayReachIntoZeroBucket(a);
  }

  /** A histogram that is added leaves out buckets within its zero bucket. */
  private static boolean mayReachIntoZeroBucket(BucketLayout layout) {
    return !layout.usesCustomBuckets()
        && (startsWithin(layout, layout.positiveSpans())
            || startsWithin(layout, layout.negativeSpans()));
  }

  private static boolean startsWithin(BucketLayout layout, int[] spans) {
    return spans.length > 0
        && BucketBounds.exponential(layout.schema(), spans[0]) <= layout.zeroThreshold();
  }

  private static double[] sums(double[] a, double[] b) {
    double[] result = new double[a.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = a[i] + b[i];
    }
    return result;
  }

  private static double[] differences(double[] a, double[] b) {
    double[] result = new double[a.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = a[i] - b[i];
    }
    return result;
  }
}
