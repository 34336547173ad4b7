package dev.deucalion.promql.number;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values are answers of Prometheus. */
class GoMathTest {
  @ParameterizedTest
  @CsvSource({
    "3, 0.4771212547196624",
    "0.1, -0.9999999999999999",
    "1000, 3",
    "7.5, 0.8750612633917",
    "0, -Infinity",
    "-1, NaN",
    "Infinity, Infinity"
  })
  void decimalLogarithms(double x, double expected) {
    assertThat(GoLog.log10(x)).isEqualTo(Double.valueOf(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "1.1, 3, 1.3310000000000004",
    "-99.01, 3, -970593.0597010001",
    "-99.01, -3, -0.0000010302979091031816",
    "1.0000001, 123456789, 229964.0541151152",
    "1.5, 1000, 1.2338405969061734e176",
    "0.3, -500, 2.7502529562031725e261",
    "10, 308, 1.0000000000000006e308",
    "2, -1074, 5e-324",
    "5.5, -0.5, 0.42640143271122083",
    "-2, 0.5, NaN",
    "0, -1, Infinity",
    "-8, Infinity, Infinity",
    "NaN, 0, 1",
    "1, NaN, 1"
  })
  void powers(double x, double y, double expected) {
    assertThat(GoMath.pow(x, y)).isEqualTo(Double.valueOf(expected));
  }

  /** Square roots of 2 that are one bit less than the nearest number, among others. */
  @ParameterizedTest
  @CsvSource({
    "0.5, 1.414213562373095",
    "0.25, 1.189207115002721",
    "0, 1",
    "10, 1024",
    "-1074, 5e-324",
    "1024, Infinity",
    "-1075, 0",
    "NaN, NaN"
  })
  void powersOfTwo(double x, double expected) {
    assertThat(GoExp.exp2(x)).isEqualTo(Double.valueOf(expected));
  }

  @Test
  void powersWithFractionsAreClose() {
    for (double y = -20; y < 20; y += 0.15) {
      assertThat(Math.abs(GoMath.pow(12.34, y) / StrictMath.pow(12.34, y) - 1))
          .as("12.34^%s", y)
          .isLessThan(1e-13);
    }
  }
}
