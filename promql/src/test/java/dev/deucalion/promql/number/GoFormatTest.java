package dev.deucalion.promql.number;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoFormatTest {
  @Test
  void writesTheFewestDigits() {
    assertThat(GoFormat.general(0.1)).isEqualTo("0.1");
    assertThat(GoFormat.general(-15)).isEqualTo("-15");
    assertThat(GoFormat.general(100_000)).isEqualTo("100000");
    assertThat(GoFormat.general(-999_999)).isEqualTo("-999999");
    assertThat(GoFormat.general(1_000_000)).isEqualTo("1e+06");
    assertThat(GoFormat.general(1.25e-7)).isEqualTo("1.25e-07");
    assertThat(GoFormat.general(-0.0)).isEqualTo("-0");
    assertThat(GoFormat.general(Double.MIN_VALUE)).isEqualTo("5e-324");
    assertThat(GoFormat.general(3 * Double.MIN_VALUE)).isEqualTo("1.5e-323");
    assertThat(GoFormat.general(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
  }

  @Test
  void roundsToDigits() {
    assertThat(GoFormat.general(123.4, 2)).isEqualTo("1.2e+02");
    assertThat(GoFormat.general(5, 2)).isEqualTo("5");
    assertThat(GoFormat.sixDecimals(1.5)).isEqualTo("1.500000");
  }

  @Test
  void writesLabelValuesWithoutExponent() {
    assertThat(GoFormat.fixed(1e21)).isEqualTo("1000000000000000000000");
    assertThat(GoFormat.fixed(-9_007_199_254_740_991.0)).isEqualTo("-9007199254740991");
    assertThat(GoFormat.fixed(0x1p53)).isEqualTo("9007199254740992");
    assertThat(GoFormat.fixed(1.5e-7)).isEqualTo("0.00000015");
    assertThat(GoFormat.fixed(Double.NaN)).isEqualTo("NaN");
    assertThat(GoFormat.fixed(Double.MIN_VALUE)).isEqualTo("0." + "0".repeat(323) + "5");
    assertThat(GoFormat.openMetrics(1)).isEqualTo("1.0");
  }
}
