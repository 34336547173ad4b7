package dev.deucalion.model.labels;

/**
 * Quotes strings as Go's {@code strconv.Quote} does, which is how Prometheus shows them. An
 * unpaired surrogate from U+DC80 to U+DCFF stands for a byte from 0x80 that is not part of UTF-8,
 * as in PromQL's {@code "\\xff"}.
 */
public final class GoQuote {
  private static final String HEX = "0123456789abcdef";
  private static final int FIRST_STRAY_BYTE = 0xdc80;
  private static final int LAST_STRAY_BYTE = 0xdcff;

  private GoQuote() {}

  /** The string in double quotes. */
  public static String quote(String s) {
    StringBuilder out = new StringBuilder(s.length() + 2);
    appendQuoted(out, s);
    return out.toString();
  }

  /** Appends the string in double quotes. */
  public static void appendQuoted(StringBuilder out, String s) {
    out.append('"');
    for (int i = 0; i < s.length(); ) {
      int c = s.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case 0x07 -> out.append("\\a");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case 0x0b -> out.append("\\v");
        default -> appendPlainOrEscaped(out, c);
      }
    }
    out.append('"');
  }

  /** Whether a character cannot be printed, so that a quoted text has an escape for it. */
  public static boolean isEscaped(int c) {
    return !isPrintable(c);
  }

  private static void appendPlainOrEscaped(StringBuilder out, int c) {
    if (isPrintable(c)) {
      out.appendCodePoint(c);
    } else if (c < 0x80 || c >= FIRST_STRAY_BYTE && c <= LAST_STRAY_BYTE) {
      out.append("\\x");
      appendHex(out, c & 0xff, 2);
    } else if (c < 0x10000) {
      out.append("\\u");
      appendHex(out, c, 4);
    } else {
      out.append("\\U");
      appendHex(out, c, 8);
    }
  }

  private static void appendHex(StringBuilder out, int c, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      out.append(HEX.charAt(c >> shift & 15));
    }
  }

  /** Go's {@code unicode.IsPrint}: letters, marks, numbers, punctuation, symbols and the space. */
  private static boolean isPrintable(int c) {
    if (c < 0x80) {
      return c >= 0x20 && c < 0x7f;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
