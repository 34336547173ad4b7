package dev.deucalion.promql.histogram;

import static dev.deucalion.promql.histogram.TestHistograms.bounds;
import static dev.deucalion.promql.histogram.TestHistograms.custom;
import static dev.deucalion.promql.histogram.TestHistograms.exponential;
import static dev.deucalion.promql.histogram.TestHistograms.twoSided;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketCursorTest {
  private static final FloatHistogram BOTH_SIDES =
      twoSided(new double[] {3, 4}, 5, new double[] {6, 7});

  @Test
  void goesUp() {
    assertThat(buckets(new BucketCursor().ascending(BOTH_SIDES)))
        .containsExactly(
            "[-4.0,-2.0):4.0",
            "[-2.0,-1.0):3.0",
            "[-0.001,0.001]:5.0",
            "(1.0,2.0]:6.0",
            "(2.0,4.0]:7.0");
  }

  @Test
  void goesDown() {
    assertThat(buckets(new BucketCursor().descending(BOTH_SIDES)))
        .containsExactly(
            "(2.0,4.0]:7.0",
            "(1.0,2.0]:6.0",
            "[-0.001,0.001]:5.0",
            "[-2.0,-1.0):3.0",
            "[-4.0,-2.0):4.0");
  }

  @Test
  void goesAwayFromZeroOnOneSide() {
    assertThat(buckets(new BucketCursor().negative(BOTH_SIDES)))
        .containsExactly("[-2.0,-1.0):3.0", "[-4.0,-2.0):4.0");
    assertThat(buckets(new BucketCursor().positive(BOTH_SIDES)))
        .containsExactly("(1.0,2.0]:6.0", "(2.0,4.0]:7.0");
  }

  @Test
  void cutsBucketsThatBeginInTheZeroBucket() {
    FloatHistogram h = exponential(0, 0.75, 2, 0, 3, 4);
    assertThat(buckets(new BucketCursor().ascending(h)))
        .containsExactly("[-0.75,0.75]:2.0", "(0.75,1.0]:3.0", "(1.0,2.0]:4.0");
  }

  @Test
  void knowsGapsAndEmptySpansBothWays() {
    FloatHistogram h =
        new FloatHistogram(
            CounterResetHint.UNKNOWN,
            BucketLayout.exponential(0, 0, new int[] {1, 2, 1, 0, 1, 1}, new int[0]),
            0,
            6,
            1,
            new double[] {1, 2, 3},
            new double[0]);
    assertThat(buckets(new BucketCursor().ascending(h)))
        .containsExactly("(1.0,2.0]:1.0", "(2.0,4.0]:2.0", "(16.0,32.0]:3.0");
    assertThat(buckets(new BucketCursor().descending(h)))
        .containsExactly("(16.0,32.0]:3.0", "(2.0,4.0]:2.0", "(1.0,2.0]:1.0");
  }

  @Test
  void customBucketsIncludeTheirUpperBoundAndTheFirstOneAlsoTheLower() {
    assertThat(buckets(new BucketCursor().ascending(custom(bounds(-1, 5), 1, 2, 3))))
        .containsExactly("[-Infinity,-1.0]:1.0", "(-1.0,5.0]:2.0", "(5.0,Infinity]:3.0");
  }

  @Test
  void staysOnTheLastBucket() {
    BucketCursor cursor = new BucketCursor().ascending(BOTH_SIDES);
    buckets(cursor);
    assertThat(cursor.next()).isFalse();
    assertThat(cursor.upper()).isEqualTo(4);
    assertThat(cursor.ascending(exponential(0, 0, 0, 0)).next()).isFalse();
    assertThat(cursor.count()).isZero();
  }

  private static List<String> buckets(BucketCursor cursor) {
    List<String> buckets = new ArrayList<>();
    while (cursor.next()) {
      buckets.add(
          (cursor.lowerInclusive() ? "[" : "(")
              + cursor.lower()
              + ","
              + cursor.upper()
              + (cursor.upperInclusive() ? "]" : ")")
              + ":"
              + cursor.count());
    }
    return buckets;
  }
}
