package dev.deucalion.promql.number;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as Go prints them, for texts and label values. */
public final class GoFormat {
  private static final int ALL_DIGITS = 0;

  /** Where all digits are shown, numbers from a million on have an exponent. */
  private static final int SHORTEST_EXPONENT = 6;

  private static final double SHORTEST_WHOLE_BOUND = 1e6;

  /** From here on whole numbers may have digits that are not told apart. */
  private static final double FIRST_INEXACT = 0x1p53;

  private GoFormat() {}

  /** As {@code %g}: the fewest digits that give the number back, with an exponent from 1e+06 on. */
  public static String general(double x) {
    return general(x, ALL_DIGITS, SHORTEST_EXPONENT);
  }

  /** As {@code %.<digits>g}: so many digits at most. */
  public static String general(double x, int digits) {
    return general(x, digits, digits);
  }

  /** As {@code strconv.FormatFloat(x, 'f', -1, 64)}: the fewest digits, never an exponent. */
  public static String fixed(double x) {
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      return special(x);
    }
    if (x == 0) {
      return sign(x) + "0";
    }
    return isShortWhole(x, FIRST_INEXACT)
        ? Long.toString((long) x)
        : decimal(x, ALL_DIGITS).toPlainString();
  }

  /**
   * Whether a number is whole, not 0, and below a bound that is at most 2^53: its digits are those
   * of a {@code long}. Big numbers are slow, and the JVM takes long for the first of them.
   */
  public static boolean isShortWhole(double x, double bound) {
    return x == Math.rint(x) && x != 0 && Math.abs(x) < Math.min(bound, FIRST_INEXACT);
  }

  /** As {@code %f}: six decimals. */
  public static String sixDecimals(double x) {
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      return special(x);
    }
    String text = new BigDecimal(Math.abs(x)).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
    return sign(x) + text;
  }

  /** As OpenMetrics writes bounds and quantiles: as {@code %g}, but a whole number ends in .0. */
  public static String openMetrics(double x) {
    String text = general(x);
    boolean whole = Double.isFinite(x) && text.indexOf('e') < 0 && text.indexOf('.') < 0;
    return whole ? text + ".0" : text;
  }

  private static String general(double x, int digits, int exponentFrom) {
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      return special(x);
    }
    if (x == 0) {
      return sign(x) + "0";
    }
    if (digits == ALL_DIGITS && isShortWhole(x, SHORTEST_WHOLE_BOUND)) {
      return Long.toString((long) x);
    }
    BigDecimal decimal = decimal(x, digits);
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -4 && exponent < exponentFrom) {
      return decimal.toPlainString();
    }
    String all = decimal.unscaledValue().abs().toString();
    String fraction = all.length() == 1 ? "" : "." + all.substring(1);
    String power = Integer.toString(Math.abs(exponent));
    return sign(x)
        + all.charAt(0)
        + fraction
        + (exponent < 0 ? "e-" : "e+")
        + (power.length() < 2 ? "0" : "")
        + power;
  }

  private static BigDecimal decimal(double x, int digits) {
    BigDecimal decimal =
        digits == ALL_DIGITS
            ? shortest(x)
            : new BigDecimal(x).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    return decimal.stripTrailingZeros();
  }

  /** The fewest digits that give a finite number back, without trailing zeros. */
  public static BigDecimal shortest(double x) {
    BigDecimal decimal = new BigDecimal(Double.toString(x)).stripTrailingZeros();
    if (decimal.precision() == 2) {
      // Java never writes fewer than two digits, though one tells the least numbers apart.
      BigDecimal digit = decimal.round(new MathContext(1, RoundingMode.HALF_EVEN));
      return digit.doubleValue() == x ? digit.stripTrailingZeros() : decimal;
    }
    return decimal;
  }

  private static String special(double x) {
    return Double.isNaN(x) ? "NaN" : x > 0 ? "+Inf" : "-Inf";
  }

  private static String sign(double x) {
    return Double.doubleToRawLongBits(x) < 0 ? "-" : "";
  }
}
