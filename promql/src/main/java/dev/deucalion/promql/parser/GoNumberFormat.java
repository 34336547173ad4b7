package dev.deucalion.promql.parser;

import dev.deucalion.promql.number.GoFormat;
import java.math.BigDecimal;
import java.util.Locale;

/** Floats as Go writes them, with the fewest digits that read back as the same number. */
final class GoNumberFormat {
  private static final int LEAST_PLAIN_EXPONENT = -4;
  private static final int FIRST_LARGE_EXPONENT = 21;
  private static final double FIRST_LARGE = 1e21;

  private GoNumberFormat() {}

  /** Without exponent, however large or small. */
  static String plain(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    return GoFormat.fixed(value);
  }

  /** With exponent where the number is under 1e-4 or from 1e21 on. */
  static String general(double value) {
    if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      return plain(value);
    }
    if (GoFormat.isShortWhole(value, FIRST_LARGE)) {
      return Long.toString((long) value);
    }
    BigDecimal digits = GoFormat.shortest(value);
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= LEAST_PLAIN_EXPONENT && exponent < FIRST_LARGE_EXPONENT) {
      return digits.toPlainString();
    }
    String mantissa = digits.movePointLeft(exponent).toPlainString();
    return mantissa
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
