package dev.deucalion.promql.histogram;

import static dev.deucalion.promql.histogram.TestHistograms.bounds;
import static dev.deucalion.promql.histogram.TestHistograms.custom;
import static dev.deucalion.promql.histogram.TestHistograms.exponential;
import static dev.deucalion.promql.histogram.TestHistograms.positive;
import static dev.deucalion.promql.histogram.TestHistograms.withSum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramSumTest {
  @Test
  void losesNothingByRounding() {
    FloatHistogram large = withSum(positive(0, 1e100, 1), 1e100, -1e100);
    FloatHistogram small = withSum(positive(0, 1, 1), 1, 1);
    FloatHistogram minus = withSum(positive(0, -1e100, 1), -1e100, 1e100);
    FloatHistogram sum = sum(large, small, minus);
    assertThat(sum.positive()).containsExactly(1, 3);
    assertThat(sum.count()).isEqualTo(1);
    assertThat(sum.sum()).isEqualTo(1);
  }

  @Test
  void carriesWhatIsLostThroughOtherLayouts() {
    FloatHistogram sum =
        sum(
            exponential(1, 0, 0, 1, 1e100, 1),
            exponential(1, 0, 0, 1, 1, 1),
            positive(1, -1e100),
            exponential(0, 0, 0, 3, 7));
    assertThat(sum.layout().positiveSpans()).containsExactly(1, 1, 1, 1);
    assertThat(sum.positive()).containsExactly(3, 7);

    FloatHistogram customSum =
        sum(
            custom(bounds(1, 2), 1e100, 1, 1),
            custom(bounds(1, 2), 1, 1, 1),
            custom(bounds(2), -1e100, 5));
    assertThat(customSum.layout().customValues()).containsExactly(2);
    assertThat(customSum.positive()).containsExactly(3, 7);
  }

  @Test
  void saysWhatItHadToReconcile() {
    HistogramSum sum = new HistogramSum();
    sum.start(custom(bounds(1, 2), 1, 2, 3).withResetHint(CounterResetHint.RESET));
    assertThat(sum.accepts(positive(0, 1))).isFalse();
    sum.add(custom(bounds(1, 2), 1, 2, 3).withResetHint(CounterResetHint.RESET));
    assertThat(sum.boundsReconciled()).isFalse();
    assertThat(sum.hintsCollide()).isFalse();
    sum.add(custom(bounds(1, 3), 1, 2, 3).withResetHint(CounterResetHint.NOT_RESET));
    assertThat(sum.boundsReconciled()).isTrue();
    assertThat(sum.hintsCollide()).isTrue();
    sum.start(positive(0, 1));
    assertThat(sum.boundsReconciled() || sum.hintsCollide()).isFalse();
  }

  @Test
  void meanIsTheSumDividedByTheNumber() {
    FloatHistogram mean = mean(positive(0, 1, 2), positive(0, 2, 3), positive(1, 7));
    assertThat(mean.positive()).containsExactly(1, 4);
    assertThat(mean.count()).isEqualTo(5);
    assertThat(mean.sum()).isEqualTo(50);
  }

  @Test
  void meanIsFiniteWhereTheSumIsNot() {
    double huge = Double.MAX_VALUE / 1.5;
    FloatHistogram h = withSum(positive(0, huge), huge, huge);
    FloatHistogram mean = mean(h, h, h, h);
    assertThat(mean.count()).isEqualTo(huge);
    assertThat(mean.positive()).containsExactly(huge);
  }

  /** Whole numbers add up exactly, in whatever order and layout. */
  @Test
  void sumsAreThoseOfThePlainAddition() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      FloatHistogram[] all = new FloatHistogram[2 + random.nextInt(6)];
      Arrays.setAll(all, i -> random(random));
      FloatHistogram expected = all[0];
      for (FloatHistogram next : Arrays.asList(all).subList(1, all.length)) {
        expected = HistogramAddition.add(expected, next).histogram();
      }
      FloatHistogram sum = BucketCompaction.compact(sum(all));
      assertThat(sum).as("seed %d", seed).isEqualTo(BucketCompaction.compact(expected));
    }
  }

  private static FloatHistogram random(Random random) {
    double[] counts = random.doubles(random.nextInt(8)).map(x -> Math.floor(x * 4)).toArray();
    double threshold = random.nextBoolean() ? 0 : random.nextDouble() * 4;
    int schema = random.nextInt(4) - 1;
    return exponential(schema, threshold, random.nextInt(3), random.nextInt(9) - 4, counts);
  }

  private static FloatHistogram sum(FloatHistogram... all) {
    HistogramSum sum = new HistogramSum();
    sum.start(all[0]);
    Arrays.stream(all).skip(1).forEach(sum::add);
    return sum.result();
  }

  private static FloatHistogram mean(FloatHistogram... all) {
    HistogramMean mean = new HistogramMean();
    mean.start(all[0]);
    Arrays.stream(all).skip(1).forEach(mean::add);
    return mean.result();
  }
}
