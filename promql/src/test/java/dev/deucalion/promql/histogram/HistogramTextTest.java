package dev.deucalion.promql.histogram;

import static dev.deucalion.promql.histogram.TestHistograms.bounds;
import static dev.deucalion.promql.histogram.TestHistograms.custom;
import static dev.deucalion.promql.histogram.TestHistograms.exponential;
import static dev.deucalion.promql.histogram.TestHistograms.twoSided;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistogramTextTest {
  @Test
  void namesBucketsWithObservationsFromTheLowestOne() {
    assertThat(HistogramText.of(twoSided(new double[] {3, 4}, 5, new double[] {6, 0, 1.5})))
        .isEqualTo(
            "{count:19.5, sum:1, [-4,-2):4, [-2,-1):3, [-0.001,0.001]:5, (1,2]:6, (4,8]:1.5}");
  }

  @Test
  void zeroBucketsOfNoWidthBeginAtMinusZero() {
    assertThat(HistogramText.of(exponential(0, 0, 2, 0))).isEqualTo("{count:2, sum:0, [-0,0]:2}");
  }

  @Test
  void customBucketsHaveTheirBounds() {
    assertThat(HistogramText.of(custom(bounds(5, 1e7), 1, 2, 3)))
        .isEqualTo("{count:6, sum:60, [-Inf,5]:1, (5,1e+07]:2, (1e+07,+Inf]:3}");
  }
}
