package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.promql.number.GoExp;

/**
 * Where buckets end. Bucket {@code i} of an exponential schema {@code n} ends at {@code 2^(i /
 * 2^n)}; the one that would end at the first power of two beyond all doubles ends at the greatest
 * double, and the one after it at infinity.
 */
public final class BucketBounds {
  /** Exponent of the least power of two that is no double. */
  private static final int OVERFLOW_EXPONENT = 1024;

  /** By schema, the bounds from 0.5 up to but without 1. */
  private static final double[][] FRACTIONS = fractions();

  private BucketBounds() {}

  /**
   * Each second bound is that of the schema before, the others are a step away from the bound below
   * them. Correct rounding would give other last digits for most, and other answers.
   */
  private static double[][] fractions() {
    double[][] fractions = new double[BucketLayout.MAX_EXPONENTIAL_SCHEMA + 1][];
    for (int schema = 0; schema < fractions.length; schema++) {
      double[] bounds = new double[1 << schema];
      double factor = GoExp.exp2(Math.scalb(1.0, -schema));
      bounds[0] = 0.5;
      for (int i = 1; i < bounds.length; i++) {
        bounds[i] = i % 2 == 0 ? fractions[schema - 1][i / 2] : bounds[i - 1] * factor;
      }
      fractions[schema] = bounds;
    }
    return fractions;
  }

  /**
   * Upper bound of a bucket on the positive side.
   *
   * @param index of a custom bucket from 0; -1 gives the lower bound of the first one
   */
  public static double upper(BucketLayout layout, int index) {
    return layout.usesCustomBuckets()
        ? custom(layout.customValues(), index)
        : exponential(layout.schema(), index);
  }

  private static double custom(double[] bounds, int index) {
    if (index < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return index < bounds.length ? bounds[index] : Double.POSITIVE_INFINITY;
  }

  /**
   * Upper bound of a bucket of an exponential schema.
   *
   * @param schema from -4 to 8
   */
  public static double exponential(int schema, int index) {
    if (schema < 0) {
      int exponent = index << -schema;
      return exponent == OVERFLOW_EXPONENT ? Double.MAX_VALUE : Math.scalb(1.0, exponent);
    }
    double fraction = FRACTIONS[schema][index & ((1 << schema) - 1)];
    int exponent = (index >> schema) + 1;
    if (fraction == 0.5 && exponent == OVERFLOW_EXPONENT + 1) {
      return Double.MAX_VALUE;
    }
    return Math.scalb(fraction, exponent);
  }
}
