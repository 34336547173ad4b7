package dev.deucalion.promql.histogram;

import static dev.deucalion.promql.histogram.TestHistograms.bounds;
import static dev.deucalion.promql.histogram.TestHistograms.custom;
import static dev.deucalion.promql.histogram.TestHistograms.exponential;
import static dev.deucalion.promql.histogram.TestHistograms.positive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import org.junit.jupiter.api.Test;

class HistogramAdditionTest {
  @Test
  void addsBucketByBucket() {
    FloatHistogram sum = add(positive(1, 1, 2, 3), positive(1, 10, 20, 30));
    assertThat(sum.positive()).containsExactly(11, 22, 33);
    assertThat(sum.count()).isEqualTo(66);
    assertThat(sum.sum()).isEqualTo(660);
  }

  @Test
  void insertsBucketsThatOneSideLacks() {
    FloatHistogram sum = add(positive(3, 1, 2), positive(0, 10, 20, 30, 40));
    assertThat(sum.layout().positiveSpans()).containsExactly(0, 5);
    assertThat(sum.positive()).containsExactly(10, 20, 30, 41, 2);

    FloatHistogram apart = add(positive(-3, 1), positive(2, 5));
    assertThat(apart.layout().positiveSpans()).containsExactly(-3, 1, 4, 1);
    assertThat(apart.positive()).containsExactly(1, 5);
  }

  @Test
  void subtracts() {
    FloatHistogram difference =
        HistogramAddition.subtract(positive(0, 5, 6), positive(1, 1, 2)).histogram();
    assertThat(difference.positive()).containsExactly(5, 5, -2);
    assertThat(difference.count()).isEqualTo(8);
    assertThat(difference.sum()).isEqualTo(80);
  }

  /** Buckets (1,sqrt 2] and (sqrt 2,2] become (1,2]. */
  @Test
  void takesTheLowerResolution() {
    FloatHistogram fine = exponential(1, 0, 0, 1, 1, 2, 4);
    FloatHistogram coarse = positive(1, 10, 20);
    for (FloatHistogram sum : new FloatHistogram[] {add(fine, coarse), add(coarse, fine)}) {
      assertThat(sum.layout().schema()).isZero();
      assertThat(sum.layout().positiveSpans()).containsExactly(1, 2);
      assertThat(sum.positive()).containsExactly(13, 24);
    }
  }

  /** The zero bucket of 1 takes in (0.5,1] of the other one. */
  @Test
  void takesTheWiderZeroBucket() {
    FloatHistogram narrow = exponential(0, 0.5, 1, 0, 2, 4);
    FloatHistogram wide = exponential(0, 1, 10, 1, 20);
    for (FloatHistogram sum : new FloatHistogram[] {add(narrow, wide), add(wide, narrow)}) {
      assertThat(sum.layout().zeroThreshold()).isEqualTo(1);
      assertThat(sum.zeroCount()).isEqualTo(13);
      assertThat(BucketCompaction.compact(sum).positive()).containsExactly(24);
    }
  }

  /** A zero bucket of 1.5 would end within (1,2], so that it grows to 2. */
  @Test
  void growsTheZeroBucketToTheEndOfABucket() {
    FloatHistogram narrow = exponential(0, 0.5, 1, 1, 2, 4);
    FloatHistogram wide = exponential(0, 1.5, 10, 2, 20);
    for (FloatHistogram sum : new FloatHistogram[] {add(narrow, wide), add(wide, narrow)}) {
      assertThat(sum.layout().zeroThreshold()).isEqualTo(2);
      assertThat(sum.zeroCount()).isEqualTo(13);
      assertThat(BucketCompaction.compact(sum).positive()).containsExactly(24);
    }
  }

  @Test
  void keepsTheCustomBoundsThatBothHave() {
    HistogramAddition.Result sum =
        HistogramAddition.add(
            custom(bounds(1, 2, 5), 1, 2, 3, 4), custom(bounds(2, 4, 5, 9), 10, 20, 30, 40, 50));
    assertThat(sum.boundsReconciled()).isTrue();
    assertThat(sum.histogram().layout().customValues()).containsExactly(2, 5);
    assertThat(sum.histogram().positive()).containsExactly(13, 53, 94);
  }

  @Test
  void hasOneBucketWhenNoCustomBoundIsCommon() {
    HistogramAddition.Result difference =
        HistogramAddition.subtract(custom(bounds(1, 2), 5, 6, 7), custom(bounds(3), 1, 2));
    assertThat(difference.boundsReconciled()).isTrue();
    assertThat(difference.histogram().layout().customValues()).isEmpty();
    assertThat(difference.histogram().positive()).containsExactly(15);
  }

  @Test
  void hintsAreCombined() {
    FloatHistogram h = positive(0, 1);
    FloatHistogram reset = h.withResetHint(CounterResetHint.RESET);
    FloatHistogram notReset = h.withResetHint(CounterResetHint.NOT_RESET);
    FloatHistogram gauge = h.withResetHint(CounterResetHint.GAUGE);
    assertThat(add(reset, reset).resetHint()).isEqualTo(CounterResetHint.RESET);
    assertThat(add(reset, h).resetHint()).isEqualTo(CounterResetHint.UNKNOWN);
    assertThat(add(gauge, reset).resetHint()).isEqualTo(CounterResetHint.GAUGE);
    assertThat(add(h, gauge).resetHint()).isEqualTo(CounterResetHint.GAUGE);
    HistogramAddition.Result collision = HistogramAddition.add(notReset, reset);
    assertThat(collision.hintsCollide()).isTrue();
    assertThat(collision.histogram().resetHint()).isEqualTo(CounterResetHint.UNKNOWN);
  }

  @Test
  void kindsOfBucketsDoNotMix() {
    FloatHistogram exponential = positive(0, 1);
    FloatHistogram custom = custom(bounds(1), 1, 2);
    assertThat(HistogramAddition.areCompatible(exponential, custom)).isFalse();
    assertThatThrownBy(() -> HistogramAddition.add(exponential, custom))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static FloatHistogram add(FloatHistogram a, FloatHistogram b) {
    return HistogramAddition.add(a, b).histogram();
  }
}
