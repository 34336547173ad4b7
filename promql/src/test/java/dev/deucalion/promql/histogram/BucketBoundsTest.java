package dev.deucalion.promql.histogram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketBoundsTest {
  /** Bounds of Prometheus; many are some bits off the power of two. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 1",
    "0, 1, 2",
    "0, -2, 0.25",
    "1, -1, 0.7071067811865475",
    "2, 1, 1.189207115002721",
    "3, 7, 1.8340080864093422",
    "8, 128, 1.414213562373095",
    "8, -1, 0.9972960560854698",
    "-2, 1, 16",
    "-4, -1, 0.0000152587890625",
    "0, 1024, 1.7976931348623157e308",
    "0, 1025, Infinity",
    "8, 262144, 1.7976931348623157e308",
    "-4, 64, 1.7976931348623157e308",
    "-4, 65, Infinity",
    "0, -1074, 5e-324"
  })
  void ofExponentialSchemas(int schema, int index, double bound) {
    assertThat(BucketBounds.exponential(schema, index)).isEqualTo(bound);
  }

  @Test
  void ofCustomBuckets() {
    BucketLayout layout = BucketLayout.custom(new int[] {0, 3}, new double[] {-1, 5});
    assertThat(BucketBounds.upper(layout, -1)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(BucketBounds.upper(layout, 0)).isEqualTo(-1);
    assertThat(BucketBounds.upper(layout, 1)).isEqualTo(5);
    assertThat(BucketBounds.upper(layout, 2)).isEqualTo(Double.POSITIVE_INFINITY);
  }
}
