package dev.deucalion.promql.histogram;

import static dev.deucalion.promql.histogram.TestHistograms.bounds;
import static dev.deucalion.promql.histogram.TestHistograms.custom;
import static dev.deucalion.promql.histogram.TestHistograms.exponential;
import static dev.deucalion.promql.histogram.TestHistograms.positive;
import static dev.deucalion.promql.histogram.TestHistograms.twoSided;
import static dev.deucalion.promql.histogram.TestHistograms.withSum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.histogram.NativeQuantile.NanEffect;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NativeQuantileTest {
  private final NativeQuantile quantile = new NativeQuantile();

  /** Half of (1,2] on a logarithmic scale is the square root of 2, as Go computes it. */
  @Test
  void interpolatesExponentialBucketsByTheirLogarithms() {
    assertThat(quantile.quantile(0.5, positive(1, 10))).isEqualTo(1.414213562373095);
    assertThat(quantile.quantile(1, positive(1, 10))).isEqualTo(2);
    assertThat(quantile.quantile(0.75, positive(1, 10, 10))).isEqualTo(2 * 1.414213562373095);
    FloatHistogram negative = twoSided(new double[] {10}, 0, new double[] {});
    assertThat(quantile.quantile(0.5, negative)).isEqualTo(-1.414213562373095);
  }

  @Test
  void interpolatesZeroBucketsEvenly() {
    assertThat(quantile.quantile(0.25, exponential(0, 1, 10, 0))).isEqualTo(-0.5);
    assertThat(quantile.quantile(0.25, exponential(0, 1, 10, 1, 10))).isEqualTo(0.5);
  }

  @Test
  void interpolatesCustomBucketsEvenly() {
    FloatHistogram h = custom(bounds(5, 15), 10, 10, 10);
    assertThat(quantile.quantile(0.5, h)).isEqualTo(10);
    assertThat(quantile.quantile(0.2, h)).isEqualTo(3);
    assertThat(quantile.quantile(0.9, h)).as("no upper end").isEqualTo(15);
    assertThat(quantile.quantile(0.1, custom(bounds(-5, 15), 10, 10))).isEqualTo(-5);
  }

  @Test
  void hasNoAnswerWithoutObservations() {
    assertThat(quantile.quantile(0.5, exponential(0, 0, 0, 0))).isNaN();
    assertThat(quantile.quantile(Double.NaN, positive(0, 1))).isNaN();
    assertThat(quantile.quantile(-0.1, positive(0, 1))).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(quantile.quantile(1.1, positive(0, 1))).isEqualTo(Double.POSITIVE_INFINITY);
  }

  /** 12 of 15 observations are in the bucket (0.5,1]. */
  @Test
  void observationsOfNanAreAboveAllOthers() {
    FloatHistogram h = withSum(positive(0, 12), 15, Double.NaN);
    assertThat(quantile.quantile(0.4, h)).isEqualTo(0.5 * 1.414213562373095);
    assertThat(quantile.nanEffect()).isEqualTo(NanEffect.SKEWED);
    assertThat(quantile.quantile(0.81, h)).isNaN();
    assertThat(quantile.nanEffect()).isEqualTo(NanEffect.RESULT);
    assertThat(quantile.quantile(0.5, positive(0, 12))).isLessThan(1);
    assertThat(quantile.nanEffect()).isEqualTo(NanEffect.NONE);
  }

  @Test
  void fractionsAreTheInverse() {
    NativeFraction fraction = new NativeFraction();
    FloatHistogram h = twoSided(new double[] {3, 4}, 5, new double[] {6, 7});
    for (double phi = 0.05; phi < 1; phi += 0.05) {
      double value = quantile.quantile(phi, h);
      assertThat(fraction.fraction(Double.NEGATIVE_INFINITY, value, h)).isCloseTo(phi, by());
    }
    assertThat(fraction.fraction(-1, 1, h)).isEqualTo(0.2);
    assertThat(fraction.fraction(1, -1, h)).isZero();
    assertThat(fraction.fraction(Double.NaN, 1, h)).isNaN();
    assertThat(fraction.fraction(5, 10, custom(bounds(5, 15), 10, 10, 20))).isEqualTo(0.125);
  }

  private static Offset<Double> by() {
    return Offset.offset(1e-12);
  }

  @Test
  void fractionsSayThatTheyLeaveOutNans() {
    NativeFraction fraction = new NativeFraction();
    FloatHistogram h = withSum(positive(0, 12), 15, Double.NaN);
    assertThat(fraction.fraction(0, 10, h)).isEqualTo(0.8);
    assertThat(fraction.nansLeftOut()).isTrue();
    assertThat(fraction.fraction(0, 10, positive(0, 12))).isEqualTo(1);
    assertThat(fraction.nansLeftOut()).isFalse();
  }

  /** Middles are sqrt 2 and 0; the mean is 1 / 4. */
  @Test
  void varianceTakesMiddlesOfBuckets() {
    FloatHistogram h = withSum(exponential(0, 0.001, 2, 1, 2), 4, 1);
    double far = Math.sqrt(2) - 0.25;
    assertThat(HistogramVariance.of(h)).isCloseTo((2 * far * far + 2 * 0.0625) / 4, by());
    FloatHistogram even = withSum(custom(bounds(2, 4, 6), 0, 2, 2), 4, 16);
    assertThat(HistogramVariance.of(even)).isEqualTo(1);
  }
}
