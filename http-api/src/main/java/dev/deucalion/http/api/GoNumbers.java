package dev.deucalion.http.api;

import dev.deucalion.model.labels.GoQuote;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Reads numbers as Go's {@code strconv} does. */
final class GoNumbers {
  /** Finite numbers, decimal or hexadecimal, and the words for the others. */
  private static final Pattern FLOAT =
      Pattern.compile(
          "[+-]?(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
              + "|0[xX](?:[0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][+-]?[0-9]+)");

  /** Underscores between digits, which Go allows. */
  private static final Pattern SEPARATOR = Pattern.compile("(?<=[0-9])_(?=[0-9])");

  private static final Pattern HEX_SEPARATOR =
      Pattern.compile("(?<=[0-9a-fA-FxX])_(?=[0-9a-fA-F])");

  private static final Pattern HEX = Pattern.compile("[+-]?0[xX]");

  private static final Pattern INFINITY = Pattern.compile("[+-]?(?i:inf|infinity)");
  private static final int MAX_LENGTH = 400;
  private static final int MAX_DECIMAL_LENGTH = 300;

  private GoNumbers() {}

  /**
   * A truth value.
   *
   * @throws NumberFormatException in Go's words
   */
  static boolean parseBool(String text) {
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default ->
          throw new NumberFormatException(
              "strconv.ParseBool: parsing " + GoQuote.quote(text) + ": invalid syntax");
    };
  }

  /** A number, or nothing when the text is none or too large for a double. */
  static OptionalDouble parseFloat(String text) {
    if (text.length() > MAX_LENGTH) {
      return OptionalDouble.empty();
    }
    if (isDecimal(text)) {
      return OptionalDouble.of(Double.parseDouble(text));
    }
    String number = text.indexOf('_') < 0 ? text : withoutSeparators(text);
    if (FLOAT.matcher(number).matches()) {
      double value = Double.parseDouble(number);
      return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
    if (INFINITY.matcher(text).matches()) {
      return OptionalDouble.of(
          text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    return text.equalsIgnoreCase("nan") ? OptionalDouble.of(Double.NaN) : OptionalDouble.empty();
  }

  /**
   * Whether it is digits with at most one point behind the first of them, few enough to be finite.
   */
  private static boolean isDecimal(String text) {
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && i > 0) {
        points++;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_DECIMAL_LENGTH && points <= 1;
  }

  private static String withoutSeparators(String text) {
    Pattern separator = HEX.matcher(text).lookingAt() ? HEX_SEPARATOR : SEPARATOR;
    return separator.matcher(text).replaceAll("");
  }

  /**
   * A whole number of 64 bits.
   *
   * @throws NumberFormatException with Go's text
   */
  static long atoi(String text) {
    String function = "strconv.Atoi";
    if (!isWhole(text)) {
      throw failure(function, text, "invalid syntax");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw failure(function, text, "value out of range");
    }
  }

  /**
   * A whole number of 32 bits.
   *
   * @throws NumberFormatException with Go's text
   */
  static int parseInt32(String text) {
    String function = "strconv.ParseInt";
    if (!isWhole(text)) {
      throw failure(function, text, "invalid syntax");
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw failure(function, text, "value out of range");
    }
  }

  private static boolean isWhole(String text) {
    String digits = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    return !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static NumberFormatException failure(String function, String text, String why) {
    return new NumberFormatException(function + ": parsing " + GoQuote.quote(text) + ": " + why);
  }
}
