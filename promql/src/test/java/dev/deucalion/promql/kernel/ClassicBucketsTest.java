package dev.deucalion.promql.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassicBucketsTest {
  private static ClassicBuckets buckets(double... boundsAndCounts) {
    ClassicBuckets buckets = new ClassicBuckets();
    for (int i = 0; i < boundsAndCounts.length; i += 2) {
      buckets.add(boundsAndCounts[i], boundsAndCounts[i + 1]);
    }
    return buckets;
  }

  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void interpolatesInsideABucket() {
    ClassicBuckets buckets = buckets(1, 10, 2, 30, INF, 40);
    assertThat(buckets.quantile(0.5)).isEqualTo(1.5);
    assertThat(buckets.quantile(0.125)).isEqualTo(0.5);
    assertThat(buckets.quantile(0.99)).isEqualTo(2);
    assertThat(buckets.wasForcedMonotonic()).isFalse();
  }

  @Test
  void hasNoQuantileWithoutAllObservations() {
    assertThat(buckets(1, 10, 2, 30).quantile(0.5)).isNaN();
    assertThat(buckets(1, 0, INF, 0).quantile(0.5)).isNaN();
    assertThat(buckets(1, 1, INF, 1).quantile(-1)).isEqualTo(-INF);
    assertThat(buckets(1, 1, INF, 1).quantile(2)).isEqualTo(INF);
  }

  @Test
  void liftsCountsThatFall() {
    ClassicBuckets buckets = buckets(1, 10, 2, 8, 4, 20, INF, 20);
    assertThat(buckets.quantile(0.75)).isEqualTo(3);
    assertThat(buckets.wasForcedMonotonic()).isTrue();
    assertThat(buckets.minForcedBound()).isEqualTo(2);
    assertThat(buckets.maxForcedDrop()).isEqualTo(2);
  }

  @Test
  void tellsTheShareBetweenTwoValues() {
    ClassicBuckets buckets = buckets(1, 10, 2, 30, INF, 40);
    assertThat(buckets.fraction(0, 1)).isEqualTo(0.25);
    assertThat(buckets.fraction(0.5, 1.5)).isEqualTo(0.375);
    assertThat(buckets.fraction(2, INF)).isEqualTo(0.25);
    assertThat(buckets.fraction(3, 2)).isZero();
  }
}
