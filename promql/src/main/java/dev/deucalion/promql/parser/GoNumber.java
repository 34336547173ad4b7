package dev.deucalion.promql.parser;

import dev.deucalion.model.labels.GoQuote;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Numbers as Go reads them: integers with {@code 0x} or an octal leading zero, else floats.
 * Underscores may separate digits.
 */
final class GoNumber {
  private static final Pattern FLOAT = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?");
  private static final Pattern INFINITE = Pattern.compile("inf(inity)?");
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
    if (INFINITE.matcher(lower).matches()) {
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
    if (!FLOAT.matcher(digits).matches()) {
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
