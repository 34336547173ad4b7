package dev.deucalion.server.cli.unittest;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.promql.parser.PromqlParser;
import dev.deucalion.promql.testkit.HistogramExpression;
import dev.deucalion.promql.testkit.HistogramPoint;
import dev.deucalion.promql.testkit.SeriesNotation;
import dev.deucalion.server.cli.unittest.TestFile.ExpectedSample;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What tests compare of a sample.
 *
 * @param histogram in the notation of scripts; empty for a float
 */
record TestSample(Labels labels, double value, String histogram) {
  /** The order in which samples are compared and shown. */
  static final Comparator<TestSample> ORDER = Comparator.comparing(TestSample::labels);

  /** A sample that a query gave. */
  static TestSample of(QueryValue.Sample sample) {
    return new TestSample(
        sample.labels(),
        sample.histogram() == null ? sample.value() : 0,
        sample.histogram() == null ? "" : HistogramExpression.of(sample.histogram()));
  }

  /**
   * A sample that a test expects.
   *
   * @throws IllegalArgumentException with what is wrong with its notation
   */
  static TestSample of(ExpectedSample sample) {
    try {
      return new TestSample(
          PromqlParser.parseMetric(sample.labels()),
          sample.value(),
          sample.histogram().isEmpty() ? "" : histogram(sample.histogram()));
    } catch (ParseException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static String histogram(String text) {
    SeriesNotation series = SeriesNotation.parse("{} " + text);
    if (series.size() != 1) {
      throw new IllegalArgumentException("expected 1 value, got " + series.size());
    }
    HistogramPoint point = series.histogram(0);
    if (point == null) {
      throw new IllegalArgumentException("expected histogram, got " + text);
    }
    return HistogramExpression.of(point.histogram());
  }

  /**
   * Whether two are the same; a value that is no number is not even the same as itself.
   *
   * @param fuzzy whether the last bit of values may differ
   */
  boolean matches(TestSample other, boolean fuzzy) {
    boolean sameValue =
        value == other.value
            || fuzzy && (Math.nextDown(value) == other.value || Math.nextUp(value) == other.value);
    return sameValue && labels.equals(other.labels) && histogram.equals(other.histogram);
  }

  /** Samples on one line. */
  static String describe(List<TestSample> samples) {
    return samples.isEmpty()
        ? "nil"
        : samples.stream().map(TestSample::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return labels + " " + (histogram.isEmpty() ? exponential(value) : histogram);
  }

  /** The fewest digits that give a number back, always with an exponent. */
  static String exponential(double x) {
    if (Double.isNaN(x)) {
      return "NaN";
    }
    if (Double.isInfinite(x)) {
      return x > 0 ? "+Inf" : "-Inf";
    }
    if (x == 0) {
      return (Math.copySign(1, x) < 0 ? "-" : "") + "0E+00";
    }
    BigDecimal decimal = new BigDecimal(Double.toString(Math.abs(x))).stripTrailingZeros();
    String digits = decimal.unscaledValue().toString();
    int exponent = digits.length() - 1 - decimal.scale();
    String tail = digits.length() > 1 ? "." + digits.substring(1) : "";
    int size = Math.abs(exponent);
    return (x < 0 ? "-" : "")
        + digits.charAt(0)
        + tail
        + (exponent < 0 ? "E-" : "E+")
        + (size < 10 ? "0" : "")
        + size;
  }
}
