package dev.deucalion.promql.parser;

import dev.deucalion.model.labels.GoQuote;
import java.util.Locale;

/** Classes of characters, all within ASCII, and how messages show characters. */
final class Characters {
  private static final int REPLACEMENT = 0xfffd;

  private Characters() {}

  static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  static boolean isAlpha(int c) {
    return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isAlphanumeric(int c) {
    return isAlpha(c) || isDigit(c);
  }

  /** In single quotes, as Go's {@code %q} shows a rune. The end of the text is U+FFFD. */
  static String quote(int codePoint) {
    if (codePoint == '"') {
      return "'\"'";
    }
    if (codePoint == '\'') {
      return "'\\''";
    }
    String quoted =
        GoQuote.quote(Character.toString(codePoint == QueryText.EOF ? REPLACEMENT : codePoint));
    return "'" + quoted.substring(1, quoted.length() - 1) + "'";
  }

  /** As Go's {@code %#U} shows a rune, for example {@code U+0041 'A'}. */
  static String describe(int codePoint) {
    String number = String.format(Locale.ROOT, "U+%04X", codePoint);
    String quoted = GoQuote.quote(Character.toString(codePoint));
    boolean printable = codePoint == '"' || codePoint == '\\' || !quoted.startsWith("\\", 1);
    return printable ? number + " '" + Character.toString(codePoint) + "'" : number;
  }
}
