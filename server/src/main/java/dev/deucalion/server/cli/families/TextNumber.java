package dev.deucalion.server.cli.families;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers of the text format: those of Go but for hexadecimal ones and underscores. */
final class TextNumber {
  private static final Pattern FINITE =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private TextNumber() {}

  /** The number that a text stands for; null where it is none, or is out of range. */
  static @Nullable Double parse(String text) {
    if (FINITE.matcher(text).matches()) {
      double value = Double.parseDouble(text);
      return Double.isInfinite(value) ? null : Double.valueOf(value);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> null;
    };
  }
}
