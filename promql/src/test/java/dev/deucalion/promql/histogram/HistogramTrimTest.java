package dev.deucalion.promql.histogram;

import static dev.deucalion.promql.histogram.TestHistograms.bounds;
import static dev.deucalion.promql.histogram.TestHistograms.custom;
import static dev.deucalion.promql.histogram.TestHistograms.exponential;
import static dev.deucalion.promql.histogram.TestHistograms.positive;
import static dev.deucalion.promql.histogram.TestHistograms.twoSided;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.FloatHistogram;
import org.junit.jupiter.api.Test;

class HistogramTrimTest {
  @Test
  void leavesHistogramsThatAreWithin() {
    FloatHistogram h = positive(1, 1, 0, 2);
    assertThat(HistogramTrim.keepBelow(h, 8)).isSameAs(h);
    assertThat(HistogramTrim.keepAbove(h, 1)).isSameAs(h);
  }

  @Test
  void takesWholeBucketsAway() {
    FloatHistogram below = HistogramTrim.keepBelow(positive(1, 1, 2, 4), 4);
    assertThat(below.layout().positiveSpans()).containsExactly(1, 2);
    assertThat(below.positive()).containsExactly(1, 2);
    assertThat(below.count()).isEqualTo(3);
    assertThat(below.sum()).isEqualTo(Math.sqrt(2) + 2 * Math.sqrt(8));

    FloatHistogram above = HistogramTrim.keepAbove(positive(1, 1, 2, 4), 4);
    assertThat(above.layout().positiveSpans()).containsExactly(3, 1);
    assertThat(above.positive()).containsExactly(4);
  }

  @Test
  void takesAShareAwayWithinABucket() {
    assertThat(HistogramTrim.keepBelow(positive(3, 8), Math.sqrt(32)).positive())
        .satisfies(kept -> assertThat(kept[0]).isBetween(3.999, 4.001));
    FloatHistogram custom = HistogramTrim.keepAbove(custom(bounds(10, 20), 4, 4), 15);
    assertThat(custom.positive()).containsExactly(2);
    assertThat(custom.sum()).isEqualTo(2 * 17.5);
  }

  @Test
  void trimsBothSidesOfZero() {
    FloatHistogram h = twoSided(new double[] {1, 2}, 4, new double[] {8});
    FloatHistogram below = HistogramTrim.keepBelow(h, -2);
    assertThat(below.negative()).containsExactly(2);
    assertThat(below.zeroCount()).isZero();
    assertThat(below.positive()).isEmpty();
    assertThat(HistogramTrim.keepAbove(h, 0).zeroCount()).isEqualTo(2);
    assertThat(HistogramTrim.keepAbove(exponential(0, 1, 4, 1, 1), 0.25).zeroCount()).isEqualTo(3);
  }

  @Test
  void bucketsWithoutEndStayOrGoWhole() {
    FloatHistogram h = custom(bounds(10, 20), 4, 4, 4);
    assertThat(HistogramTrim.keepBelow(h, 30).positive()).containsExactly(4, 4);
    assertThat(HistogramTrim.keepAbove(h, 30).positive()).containsExactly(4);
    assertThat(HistogramTrim.keepBelow(h, 5).positive()).as("from 0 on").containsExactly(2);
    assertThat(HistogramTrim.keepBelow(h, -5).positive()).isEmpty();
    assertThat(HistogramTrim.keepBelow(custom(bounds(-10, 20), 4, 4), -20).positive())
        .containsExactly(4);
  }
}
