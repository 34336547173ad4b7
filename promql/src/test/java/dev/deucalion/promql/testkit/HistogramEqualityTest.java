package dev.deucalion.promql.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistogramEqualityTest {
  private static final String ONE = "{{schema:1 count:6 sum:3 offset:2 buckets:[1 2 3]}}";

  private static boolean equal(String expected, String actual) {
    return HistogramEquality.equal(
        HistogramNotation.parse(expected), HistogramNotation.parse(actual).histogram());
  }

  @Test
  void doesNotMindEmptyBucketsAndLastBits() {
    assertThat(equal(ONE, ONE)).isTrue();
    assertThat(equal(ONE, "{{schema:1 count:6 sum:3 buckets:[0 0 1 2 3 0]}}")).isTrue();
    assertThat(equal("{{schema:1 count:6 sum:3 buckets:[0 0 1 2 3 0]}}", ONE)).isTrue();
    assertThat(equal(ONE, "{{schema:1 count:6 sum:3.0000001 offset:2 buckets:[1 2 3]}}")).isTrue();
  }

  @Test
  void mindsAllElse() {
    assertThat(equal(ONE, "{{schema:2 count:6 sum:3 offset:2 buckets:[1 2 3]}}")).isFalse();
    assertThat(equal(ONE, "{{schema:1 count:7 sum:3 offset:2 buckets:[1 2 3]}}")).isFalse();
    assertThat(equal(ONE, "{{schema:1 count:6 sum:4 offset:2 buckets:[1 2 3]}}")).isFalse();
    assertThat(equal(ONE, "{{schema:1 count:6 sum:3 offset:3 buckets:[1 2 3]}}")).isFalse();
    assertThat(equal(ONE, "{{schema:1 count:6 sum:3 offset:2 buckets:[1 2 4]}}")).isFalse();
    assertThat(equal(ONE, "{{schema:1 count:6 sum:3 offset:2 buckets:[1 2 3 1]}}")).isFalse();
    assertThat(equal(ONE, "{{schema:1 count:6 sum:3 offset:2 buckets:[1 2]}}")).isFalse();
    assertThat(equal(ONE, "{{schema:1 count:6 sum:3 n_offset:2 n_buckets:[1 2 3]}}")).isFalse();
    assertThat(equal("{{z_bucket:1}}", "{{z_bucket:1 z_bucket_w:1}}")).isFalse();
    assertThat(equal("{{z_bucket:1}}", "{{z_bucket:2}}")).isFalse();
    assertThat(equal("{{schema:-53 custom_values:[1]}}", "{{schema:-53 custom_values:[2]}}"))
        .isFalse();
  }

  @Test
  void mindsHintsOnlyWhereTheyAreGiven() {
    assertThat(equal("{{sum:1}}", "{{sum:1 counter_reset_hint:gauge}}")).isTrue();
    assertThat(equal("{{sum:1 counter_reset_hint:gauge}}", "{{sum:1}}")).isFalse();
  }
}
