package dev.deucalion.testing.answer;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.promql.number.GoFormat;
import dev.deucalion.promql.testkit.HistogramEquality;
import dev.deucalion.promql.testkit.HistogramExpression;
import org.jspecify.annotations.Nullable;

/**
 * A value at one step.
 *
 * @param value where it is a float
 * @param histogram null where it is none
 * @param isString whether it is a string, which nothing that is expected can be
 * @param text how it is shown
 */
record Point(double value, @Nullable FloatHistogram histogram, boolean isString, String text) {
  /** No value at this step. */
  static final Point NONE = new Point(0, null, false, "_");

  static Point of(double value, @Nullable FloatHistogram histogram) {
    return new Point(
        value,
        histogram,
        false,
        histogram == null ? shown(value) : HistogramExpression.of(histogram));
  }

  static Point text(String text) {
    return new Point(0, null, true, GoQuote.quote(text));
  }

  private static String shown(double value) {
    return StaleMarker.isStale(value) ? "stale" : GoFormat.general(value);
  }

  /**
   * Whether two count as the same.
   *
   * @param tolerance of finite floats, relative to the larger one
   */
  boolean matches(Point expected, double tolerance) {
    if (isNone() || expected.isNone()) {
      return isNone() == expected.isNone();
    }
    if (isString || expected.isString) {
      return false;
    }
    if (histogram != null && expected.histogram != null) {
      return HistogramEquality.equal(expected.histogram, histogram);
    }
    return histogram == null && expected.histogram == null && near(expected.value, tolerance);
  }

  /** Whether there is no value at this step. */
  @SuppressWarnings("ReferenceEquality") // a sample may have the same value
  boolean isNone() {
    return this == NONE;
  }

  private boolean near(double other, double tolerance) {
    if (StaleMarker.isStale(value) || StaleMarker.isStale(other)) {
      return StaleMarker.isStale(value) && StaleMarker.isStale(other);
    }
    return value == other
        || Double.isNaN(value) && Double.isNaN(other)
        || Double.isFinite(value)
            && Double.isFinite(other)
            && Math.abs(value - other) <= tolerance * Math.max(Math.abs(value), Math.abs(other));
  }

  @Override
  public String toString() {
    return text;
  }
}
