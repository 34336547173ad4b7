package dev.deucalion.model.histogram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts as in Prometheus' {@code model/histogram}. */
class HistogramValidationTest {
  private static final int[] ONE = {0, 1};
  private static final int[] NONE = {};

  @Test
  void whatAgreesHasNoProblem() {
    assertThat(HistogramValidation.problem(IntHistogram.STALE)).isNull();
    assertThat(HistogramValidation.problem(FloatHistogram.STALE)).isNull();
    assertThat(HistogramValidation.problem(ints(3, 4, 1, 1.5, ONE, new long[] {3}))).isNull();
    assertThat(HistogramValidation.problem(ints(3, 9, 1, Double.NaN, ONE, new long[] {3})))
        .isNull();
    assertThat(HistogramValidation.problem(custom(new int[] {1, 2}, new double[] {1, 2}, 2)))
        .isNull();
  }

  static Stream<Arguments> problems() {
    int[] back = {0, 1, -1, 1};
    return Stream.of(
        Arguments.of(
            ints(9, 1, 0, 0, ONE, new long[] {1}),
            "histogram has an invalid schema, which must be between -4 and 8 for exponential"
                + " buckets, or -53 for custom buckets, got schema 9"),
        Arguments.of(
            ints(3, 2, 0, 0, ONE, new long[] {1, 1}),
            "positive side: spans need 1 buckets, have 2 buckets: histogram spans specify different"
                + " number of buckets than provided"),
        Arguments.of(
            ints(3, 2, 0, 0, back, new long[] {1, 1}),
            "positive side: span number 2 with offset -1: histogram has a span whose offset is"
                + " negative"),
        Arguments.of(
            ints(3, 2, 0, 0, ONE, new long[] {-2}),
            "positive side: bucket number 1 has observation count of -2: histogram has a bucket"
                + " whose observation count is negative"),
        Arguments.of(
            ints(3, 5, 1, 0, ONE, new long[] {3}),
            "4 observations found in buckets, but the Count field is 5: histogram's observation"
                + " count should equal the number of observations found in the buckets (in absence"
                + " of NaN)"),
        Arguments.of(
            ints(3, 3, 1, Double.NaN, ONE, new long[] {3}),
            "4 observations found in buckets, but the Count field is 3: histogram's observation"
                + " count should be at least the number of observations found in the buckets"),
        Arguments.of(
            floats(-1.5, 0, new double[] {1}),
            "observation count is  -1.5: histogram's observation count is negative"),
        Arguments.of(
            floats(1, -2, new double[] {1}),
            "zero bucket has observation count of -2: histogram has a bucket whose observation"
                + " count is negative"),
        Arguments.of(
            floats(1, 0, new double[] {-0.25}),
            "positive side: bucket number 1 has observation count of -0.25: histogram has a bucket"
                + " whose observation count is negative"),
        Arguments.of(
            custom(new int[] {0, 2}, new double[] {2, 1}, 2),
            "custom buckets: previous bound is 2.000000 and current is 1.000000: histogram custom"
                + " bounds must be in strictly increasing order"),
        Arguments.of(
            custom(new int[] {0, 2}, new double[] {1, Double.POSITIVE_INFINITY}, 2),
            "custom buckets: last +Inf bound must not be explicitly defined: histogram custom"
                + " bounds must be finite"),
        Arguments.of(
            custom(new int[] {0, 2}, new double[] {Double.NaN}, 2),
            "custom buckets: histogram custom bounds must not be NaN"),
        Arguments.of(
            custom(new int[] {2, 2}, new double[] {1, 2}, 2),
            "custom buckets: only 2 custom bounds defined which is insufficient to cover total span"
                + " length of 4: histogram custom bounds are too few"),
        Arguments.of(
            custom(new int[] {-1, 2}, new double[] {1, 2}, 2),
            "custom buckets: span number 1 with offset -1: histogram has a span whose offset is"
                + " negative"),
        Arguments.of(
            new IntHistogram(
                CounterResetHint.UNKNOWN,
                BucketLayout.custom(NONE, new double[] {1}),
                1,
                1,
                0,
                new long[0],
                new long[0]),
            "custom buckets: must have zero count of 0"));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void whatContradictsItselfIsNamed(Histogram histogram, String problem) {
    assertThat(HistogramValidation.problem(histogram)).isEqualTo(problem);
  }

  private static IntHistogram ints(
      int schema, long count, long zeroCount, double sum, int[] spans, long[] buckets) {
    return new IntHistogram(
        CounterResetHint.UNKNOWN,
        BucketLayout.exponential(schema, 0, spans, NONE),
        zeroCount,
        count,
        sum,
        buckets,
        new long[0]);
  }

  private static FloatHistogram floats(double count, double zeroCount, double[] buckets) {
    return new FloatHistogram(
        CounterResetHint.UNKNOWN,
        BucketLayout.exponential(0, 0, ONE, NONE),
        zeroCount,
        count,
        0,
        buckets,
        new double[0]);
  }

  private static IntHistogram custom(int[] spans, double[] bounds, int buckets) {
    return new IntHistogram(
        CounterResetHint.UNKNOWN,
        BucketLayout.custom(spans, bounds),
        0,
        0,
        0,
        new long[buckets],
        new long[0]);
  }
}
