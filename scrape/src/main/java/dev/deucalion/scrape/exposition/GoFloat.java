package dev.deucalion.scrape.exposition;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import dev.deucalion.model.sample.StaleMarker;
import java.math.BigDecimal;

/**
 * Numbers as Go reads and writes them. Read are decimals with an optional sign, point and exponent,
 * {@code inf}, {@code infinity} and {@code nan} in any case of letters, the last without a sign;
 * hexadecimal numbers and underscores are not.
 *
 * @see <a href="https://pkg.go.dev/strconv#ParseFloat">strconv.ParseFloat</a>
 */
final class GoFloat {
  /** What {@link #parse} found. */
  enum Problem {
    NONE,
    SYNTAX,
    RANGE
  }

  private GoFloat() {}

  /**
   * Why the bytes cannot be read as a number, if so.
   *
   * @return {@code RANGE} for a decimal beyond the largest double
   */
  static Problem check(byte[] b, int from, int to) {
    if (isDecimal(b, from, to)) {
      boolean infinite = Double.isInfinite(JavaDoubleParser.parseDouble(b, from, to - from));
      return infinite ? Problem.RANGE : Problem.NONE;
    }
    return isWord(b, from, to) ? Problem.NONE : Problem.SYNTAX;
  }

  /** The number, where {@link #check} finds no problem. */
  static double parse(byte[] b, int from, int to) {
    if (isDecimal(b, from, to)) {
      return JavaDoubleParser.parseDouble(b, from, to - from);
    }
    if (isIgnoringCase(b, from, to, "nan")) {
      return Double.longBitsToDouble(StaleMarker.NORMAL_NAN_BITS);
    }
    return b[from] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  private static boolean isDecimal(byte[] b, int from, int to) {
    int i = afterSign(b, from, to);
    int wholeEnd = afterDigits(b, i, to);
    int digits = wholeEnd - i;
    i = wholeEnd;
    if (i < to && b[i] == '.') {
      int fractionEnd = afterDigits(b, i + 1, to);
      digits += fractionEnd - i - 1;
      i = fractionEnd;
    }
    if (digits > 0 && i < to && (b[i] == 'e' || b[i] == 'E')) {
      int exponent = afterSign(b, i + 1, to);
      i = afterDigits(b, exponent, to);
      return i == to && i > exponent;
    }
    return digits > 0 && i == to;
  }

  private static int afterSign(byte[] b, int from, int to) {
    return from < to && (b[from] == '+' || b[from] == '-') ? from + 1 : from;
  }

  private static int afterDigits(byte[] b, int from, int to) {
    int i = from;
    while (i < to && b[i] >= '0' && b[i] <= '9') {
      i++;
    }
    return i;
  }

  private static boolean isWord(byte[] b, int from, int to) {
    int unsigned = afterSign(b, from, to);
    return isIgnoringCase(b, from, to, "nan")
        || isIgnoringCase(b, unsigned, to, "inf")
        || isIgnoringCase(b, unsigned, to, "infinity");
  }

  private static boolean isIgnoringCase(byte[] b, int from, int to, String lowerCase) {
    if (to - from != lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < lowerCase.length(); i++) {
      if ((b[from + i] | 0x20) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The number as OpenMetrics writes {@code le} and {@code quantile}: the shortest digits that read
   * back the same, with an exponent below 1e-4 and from 1e+6 on, otherwise always with a point.
   */
  static String formatOpenMetrics(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return "0.0";
    }
    BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    int exponent = digits.length() - 1 - shortest.scale();
    StringBuilder out = new StringBuilder(value < 0 ? "-" : "");
    if (exponent >= -4 && exponent < 6) {
      String plain = shortest.toPlainString();
      return out.append(plain).append(plain.indexOf('.') < 0 ? ".0" : "").toString();
    }
    out.append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    int magnitude = Math.abs(exponent);
    return out.append(exponent < 0 ? "e-" : "e+")
        .append(magnitude < 10 ? "0" : "")
        .append(magnitude)
        .toString();
  }
}
