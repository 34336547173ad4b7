package dev.deucalion.promql.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatePartsTest {
  @Test
  void ordinaryTimes() {
    double leapDay = 1_709_251_199;
    assertThat(parts(leapDay)).containsExactly(2024, 2, 29, 4, 60, 29, 23, 59);
    assertThat(parts(leapDay + 1)).containsExactly(2024, 3, 1, 5, 61, 31, 0, 0);
    assertThat(parts(-1)).containsExactly(1969, 12, 31, 3, 365, 31, 23, 59);
    assertThat(parts(-0.5)).containsExactly(1970, 1, 1, 4, 1, 31, 0, 0);
  }

  /** What Prometheus answers on amd64. */
  @Test
  void numbersThatAreNoTimes() {
    double[] least = {292277026596.0, 12, 4, 0, 339, 31, 15, 30};
    assertThat(parts(Double.NaN)).containsExactly(least);
    assertThat(parts(Double.POSITIVE_INFINITY)).containsExactly(least);
    assertThat(parts(Double.NEGATIVE_INFINITY)).containsExactly(least);
    assertThat(parts(1e300)).containsExactly(least);
  }

  private static double[] parts(double seconds) {
    return new double[] {
      DateParts.year(seconds),
      DateParts.month(seconds),
      DateParts.dayOfMonth(seconds),
      DateParts.dayOfWeek(seconds),
      DateParts.dayOfYear(seconds),
      DateParts.daysInMonth(seconds),
      DateParts.hour(seconds),
      DateParts.minute(seconds)
    };
  }
}
