package dev.deucalion.http.encode;

import java.math.BigDecimal;

/**
 * Writes doubles as expositions of Go's programs have them: with the fewest digits, and an exponent
 * where that is below -4 or above 5.
 *
 * @see <a href="https://pkg.go.dev/strconv#FormatFloat">strconv.FormatFloat, format g</a>
 */
public final class GoGeneral {
  private static final int MIN_PLAIN_EXPONENT = -4;
  private static final int MAX_PLAIN_EXPONENT = 5;

  private GoGeneral() {}

  /** A number; zero has no sign. */
  public static String text(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= MIN_PLAIN_EXPONENT && exponent <= MAX_PLAIN_EXPONENT) {
      return exact.toPlainString();
    }
    String digits = exact.movePointLeft(exponent).toPlainString();
    int size = Math.abs(exponent);
    return digits + "e" + (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
  }
}
