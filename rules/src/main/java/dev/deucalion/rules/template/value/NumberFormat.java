package dev.deucalion.rules.template.value;

import dev.deucalion.promql.number.GoFormat;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Flags, width and precision of a verb.
 *
 * @param flags characters of which {@link #FLAGS} has the meanings
 * @param width least number of characters, or {@link #NONE}
 * @param precision digits or characters, or {@link #NONE}
 */
record NumberFormat(String flags, int width, int precision) {
  static final int NONE = -1;

  /**
   * A sign before all numbers, padding on the right, a blank where the sign would be, padding with
   * zeros, and another form.
   */
  static final String FLAGS = "+- 0#";

  static final NumberFormat DEFAULT = new NumberFormat("", NONE, NONE);

  private static final int USUAL_PRECISION = 6;

  NumberFormat with(char flag) {
    return new NumberFormat(flags + flag, width, precision);
  }

  NumberFormat without(char flag) {
    return new NumberFormat(flags.replace(String.valueOf(flag), ""), width, precision);
  }

  NumberFormat withWidth(int newWidth) {
    return new NumberFormat(flags, newWidth, precision);
  }

  NumberFormat withPrecision(int newPrecision) {
    return new NumberFormat(flags, width, newPrecision);
  }

  boolean has(char flag) {
    return flags.indexOf(flag) >= 0;
  }

  private boolean padsWithZeros() {
    return has('0') && !has('-');
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

  /** Filled up, with zeros where the flags say so. */
  String padded(String text) {
    return filled(text, padsWithZeros() ? "0" : " ");
  }

  private String filled(String text, String filling) {
    int missing = width - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    return has('-') ? text + " ".repeat(missing) : filling.repeat(missing) + text;
  }

  private String sign(boolean negative) {
    return negative ? "-" : has('+') ? "+" : has(' ') ? " " : "";
  }

  /** A whole number by the verb of a base. */
  String whole(long value, char verb) {
    if (precision == 0 && value == 0) {
      return filled("", " ");
    }
    String digits = Long.toString(value, radix(verb));
    boolean negative = digits.startsWith("-");
    String sign = sign(negative);
    String magnitude = negative ? digits.substring(1) : digits;
    int least = precision == NONE && padsWithZeros() ? width - sign.length() : precision;
    String padded = "0".repeat(Math.max(0, least - magnitude.length())) + magnitude;
    String whole = prefix(verb, padded) + padded;
    return filled(sign + (verb == 'X' ? whole.toUpperCase(Locale.ROOT) : whole), " ");
  }

  private static int radix(char verb) {
    return switch (verb) {
      case 'b' -> 2;
      case 'o', 'O' -> 8;
      case 'x', 'X' -> 16;
      default -> 10;
    };
  }

  private String prefix(char verb, String digits) {
    return switch (verb) {
      case 'O' -> has('#') && !digits.startsWith("0") ? "0o0" : "0o";
      case 'b' -> has('#') ? "0b" : "";
      case 'o' -> has('#') && !digits.startsWith("0") ? "0" : "";
      case 'x', 'X' -> has('#') ? "0x" : "";
      default -> "";
    };
  }

  String real(double value, char verb) {
    if (Double.isNaN(value)) {
      return filled(sign(false) + "NaN", " ");
    }
    String sign = sign(Double.doubleToRawLongBits(value) < 0);
    if (Double.isInfinite(value)) {
      return filled((sign.isEmpty() ? "+" : sign) + "Inf", " ");
    }
    String digits = magnitude(Math.abs(value), verb);
    int missing = width - sign.length() - digits.length();
    return padsWithZeros() && missing > 0
        ? sign + "0".repeat(missing) + digits
        : filled(sign + digits, " ");
  }

  private String magnitude(double value, char verb) {
    return switch (verb) {
      case 'f', 'F' -> fixed(value);
      case 'e' -> exponential(value);
      case 'E' -> exponential(value).toUpperCase(Locale.ROOT);
      case 'G' -> general(value).toUpperCase(Locale.ROOT);
      case 'x' -> BinaryFloat.hex(value, precision);
      case 'X' -> BinaryFloat.hex(value, precision).toUpperCase(Locale.ROOT);
      case 'b' -> BinaryFloat.powerOfTwo(value);
      default -> general(value);
    };
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
}
