package dev.deucalion.promql.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OverTimeTest {
  private final Work work = new Work(() -> {});

  @Test
  void sumsWithoutLosingSmallValues() {
    double[] values = {1, 1e100, 1, -1e100};
    assertThat(OverTime.sum(values, 0, 4, work)).isEqualTo(2);
    assertThat(OverTime.avg(values, 0, 4, work)).isEqualTo(0.5);
  }

  @Test
  void averagesValuesWhoseSumOverflows() {
    double[] values = {1e308, 1.2e308, 1.4e308};
    assertThat(OverTime.avg(values, 0, 3, work)).isEqualTo(1.2e308);
    assertThat(OverTime.sum(values, 0, 3, work)).isInfinite();
  }

  @Test
  void ignoresNanInExtremesUnlessThereIsNothingElse() {
    double[] values = {Double.NaN, 3, Double.NaN, -2};
    assertThat(OverTime.min(values, 0, 4, work)).isEqualTo(-2);
    assertThat(OverTime.max(values, 0, 4, work)).isEqualTo(3);
    assertThat(OverTime.max(values, 2, 3, work)).isNaN();
  }

  @Test
  void variesAroundTheMean() {
    double[] values = {2, 4, 4, 4, 5, 5, 7, 9};
    assertThat(OverTime.variance(values, 0, 8, work)).isEqualTo(4);
    assertThat(OverTime.stddev(values, 0, 8, work)).isEqualTo(2);
  }
}
