package dev.deucalion.promql.parser;

import dev.deucalion.model.labels.GoQuote;
import java.math.BigInteger;
import java.util.Locale;

/**
 * Numbers as Go reads them: integers with {@code 0x} or an octal leading zero, else floats.
 * Underscores may separate digits.
 */
final class GoNumber {
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private GoNumber() {}

  /**
   * The value of an unsigned number.
   *
   * @throws NumberFormatException with Go's message
   */
  static double parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("nan")) {
      return Double.NaN;
    }
    if (lower.equals("inf") || lower.equals("infinity")) {
      return Double.POSITIVE_INFINITY;
    }
    if (!underscoresSeparateDigits(lower)) {
      throw invalid(text, "invalid syntax");
    }
    String digits = lower.replace("_", "");
    int base = base(digits);
    String inBase = base == 16 ? digits.substring(2) : digits;
    if (isInteger(inBase, base)) {
      BigInteger value = new BigInteger(inBase, base);
      if (value.compareTo(LONG_MAX) <= 0) {
        return value.longValue();
      }
    }
    if (!isFloat(digits)) {
      throw invalid(text, "invalid syntax");
    }
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      throw invalid(text, "value out of range");
    }
    return value;
  }

  private static int base(String digits) {
    if (digits.length() < 2 || digits.charAt(0) != '0') {
      return 10;
    }
    return digits.charAt(1) == 'x' ? 16 : 8;
  }

  private static boolean isInteger(String digits, int base) {
    for (int i = 0; i < digits.length(); i++) {
      if (Character.digit(digits.charAt(i), base) < 0) {
        return false;
      }
    }
    return !digits.isEmpty();
  }

  /** Digits, maybe a point before, among or behind them, and maybe an exponent. */
  private static boolean isFloat(String text) {
    int exponent = text.indexOf('e');
    int end = exponent < 0 ? text.length() : exponent;
    int points = 0;
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '.') {
        points++;
      } else if (!Characters.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return points <= 1 && end > points && (exponent < 0 || isExponent(text, exponent + 1));
  }

  private static boolean isExponent(String text, int from) {
    boolean signed = from < text.length() && "+-".indexOf(text.charAt(from)) >= 0;
    int start = signed ? from + 1 : from;
    for (int i = start; i < text.length(); i++) {
      if (!Characters.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return start < text.length();
  }

  private static boolean underscoresSeparateDigits(String text) {
    boolean hex = text.startsWith("0x");
    boolean afterDigit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = Characters.isDigit(c) || hex && Character.digit(c, 16) >= 0;
      boolean prefix = hex && i == 1;
      if (c == '_') {
        if (!afterDigit) {
          return false;
        }
        boolean digitFollows =
            i + 1 < text.length() && Character.digit(text.charAt(i + 1), hex ? 16 : 10) >= 0;
        if (!digitFollows) {
          return false;
        }
      }
      afterDigit = digit || prefix;
    }
    return true;
  }

  private static NumberFormatException invalid(String text, String why) {
    return new NumberFormatException(
        "strconv.ParseFloat: parsing " + GoQuote.quote(text) + ": " + why);
  }
}
