package dev.deucalion.promql.histogram;

import static dev.deucalion.promql.histogram.TestHistograms.bounds;
import static dev.deucalion.promql.histogram.TestHistograms.custom;
import static dev.deucalion.promql.histogram.TestHistograms.exponential;
import static dev.deucalion.promql.histogram.TestHistograms.positive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import org.junit.jupiter.api.Test;

class CounterResetsTest {
  @Test
  void hintsDecide() {
    FloatHistogram h = positive(0, 1, 2);
    assertThat(reset(h.withResetHint(CounterResetHint.RESET), h)).isTrue();
    FloatHistogram less = positive(0, 1, 1);
    assertThat(reset(less, h)).isTrue();
    assertThat(reset(less.withResetHint(CounterResetHint.NOT_RESET), h)).isFalse();
    assertThat(reset(less.withResetHint(CounterResetHint.GAUGE), h)).isTrue();
  }

  @Test
  void aBucketWithLessIsAReset() {
    assertThat(reset(positive(0, 2, 1, 9), positive(0, 1, 2, 1))).isTrue();
    assertThat(reset(positive(0, 1, 2, 1), positive(0, 1, 2, 1))).isFalse();
    assertThat(reset(exponential(0, 1, 1, 1, 9), exponential(0, 1, 2, 1, 1))).isTrue();
  }

  @Test
  void aBucketThatIsGoneIsAResetIfItHadObservations() {
    assertThat(reset(positive(1, 9, 9), positive(0, 1, 1, 1))).isTrue();
    assertThat(reset(positive(1, 9, 9), positive(0, 0, 1, 1))).isFalse();
    assertThat(reset(positive(0, 9), positive(0, 1, 1))).isTrue();
    assertThat(reset(positive(-1, 1, 1, 1, 1), positive(0, 1, 1))).isFalse();
  }

  @Test
  void finerBucketsAreAResetCoarserOnesAreNot() {
    FloatHistogram fine = exponential(1, 0, 0, 1, 1, 2);
    assertThat(reset(fine, positive(1, 1))).isTrue();
    assertThat(reset(positive(1, 3), fine)).isFalse();
    assertThat(reset(positive(1, 2, 5), fine)).isTrue();
  }

  @Test
  void zeroBucketsMayGrow() {
    FloatHistogram before = exponential(0, 0.5, 1, 0, 2, 1);
    assertThat(reset(exponential(0, 0.25, 9, 0, 9, 9), before)).isTrue();
    assertThat(reset(exponential(0, 1, 3, 1, 1), before)).isFalse();
    assertThat(reset(exponential(0, 1, 2, 1, 9), before)).isTrue();
    assertThat(reset(exponential(0, 1.5, 9, 2, 9), before)).as("within a bucket").isTrue();
  }

  @Test
  void customBucketsAreComparedAtCommonBounds() {
    FloatHistogram before = custom(bounds(1, 2, 3), 1, 1, 1, 1);
    assertThat(reset(custom(bounds(2, 3), 2, 1, 1), before)).isFalse();
    assertThat(reset(custom(bounds(2, 3), 1, 5, 1), before)).isTrue();
    assertThat(reset(before, positive(0, 1))).isTrue();
    assertThat(reset(positive(0, 9), before)).isTrue();
  }

  private static boolean reset(FloatHistogram current, FloatHistogram previous) {
    return CounterResets.isReset(current, previous);
  }
}
