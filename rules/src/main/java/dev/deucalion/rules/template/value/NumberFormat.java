package dev.deucalion.rules.template.value;

import dev.deucalion.promql.number.GoFormat;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Flags, width and precision of a verb.
 *
 * @param plus whether numbers always have a sign
 * @param space whether a blank stands where the sign would be
 * @param left whether the padding is on the right
 * @param zeros whether numbers are padded with zeros
 * @param width least number of characters, or {@link #NONE}
 * @param precision digits or characters, or {@link #NONE}
 */
record NumberFormat(
    boolean plus, boolean space, boolean left, boolean zeros, int width, int precision) {
  static final int NONE = -1;

  static final NumberFormat DEFAULT = new NumberFormat(false, false, false, false, NONE, NONE);

  private static final int USUAL_PRECISION = 6;

  static boolean isFlag(char c) {
    return "+- 0#".indexOf(c) >= 0;
  }

  NumberFormat with(char flag) {
    return new NumberFormat(
        plus || flag == '+',
        space || flag == ' ',
        left || flag == '-',
        zeros || flag == '0',
        width,
        precision);
  }

  NumberFormat withWidth(int newWidth) {
    return new NumberFormat(plus, space, left, zeros, newWidth, precision);
  }

  NumberFormat withPrecision(int newPrecision) {
    return new NumberFormat(plus, space, left, zeros, width, newPrecision);
  }

  /** As many characters of a text as the precision allows. */
  String cut(String text) {
    return precision == NONE || text.codePointCount(0, text.length()) <= precision
        ? text
        : text.substring(0, text.offsetByCodePoints(0, precision));
  }

  String text(String text) {
    return padded(cut(text));
  }

  /** Filled up with blanks. */
  String padded(String text) {
    int missing = width - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    return left ? text + " ".repeat(missing) : " ".repeat(missing) + text;
  }

  String whole(long value, int radix) {
    String digits = Long.toString(value, radix);
    boolean negative = digits.startsWith("-");
    String magnitude = negative ? digits.substring(1) : digits;
    if (magnitude.length() < precision) {
      magnitude = "0".repeat(precision - magnitude.length()) + magnitude;
    }
    return signed(negative, magnitude, precision == NONE);
  }

  String real(double value, char verb) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      String text = GoFormat.general(value);
      boolean bare = text.startsWith("+") && !plus;
      return padded(Double.isNaN(value) && plus ? "+" + text : bare && space ? " Inf" : text);
    }
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    double magnitude = Math.abs(value);
    String digits =
        switch (verb) {
          case 'f', 'F' -> fixed(magnitude);
          case 'e' -> exponential(magnitude);
          case 'E' -> exponential(magnitude).toUpperCase(Locale.ROOT);
          case 'G' -> general(magnitude).toUpperCase(Locale.ROOT);
          default -> general(magnitude);
        };
    return signed(negative, digits, true);
  }

  private String fixed(double value) {
    int places = precision == NONE ? USUAL_PRECISION : precision;
    return new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
  }

  private String general(double value) {
    return precision == NONE
        ? GoFormat.general(value)
        : GoFormat.general(value, Math.max(1, precision));
  }

  private String exponential(double value) {
    int places = precision == NONE ? USUAL_PRECISION : precision;
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(places + 1, RoundingMode.HALF_EVEN));
    int exponent = value == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    String mantissa =
        rounded.movePointLeft(exponent).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
    return mantissa
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private String signed(boolean negative, String digits, boolean zerosAllowed) {
    String sign = negative ? "-" : plus ? "+" : space ? " " : "";
    int missing = width - sign.length() - digits.length();
    if (zeros && zerosAllowed && !left && missing > 0) {
      return sign + "0".repeat(missing) + digits;
    }
    return padded(sign + digits);
  }
}
