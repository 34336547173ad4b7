package dev.deucalion.http.api;

/**
 * Names of any letters in the classic alphabet: {@code U__} in front, an underscore as two, any
 * other sign as its code point in hexadecimal digits between underscores. See the page "UTF-8 in
 * metric and label names" of the Prometheus documentation.
 */
final class EscapedName {
  private static final String PREFIX = "U__";
  private static final int MAX_HEX_DIGITS = 6;

  private EscapedName() {}

  /** The name that is meant; the text itself where it is not escaped, or not rightly so. */
  static String decode(String text) {
    if (!text.startsWith(PREFIX)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int i = PREFIX.length();
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '_') {
        out.append(c);
        continue;
      }
      int end = text.indexOf('_', i);
      if (end < 0 || end - i > MAX_HEX_DIGITS) {
        return text;
      }
      int codePoint = end == i ? '_' : hex(text, i, end);
      boolean surrogate =
          codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
      if (codePoint < 0 || surrogate || !Character.isValidCodePoint(codePoint)) {
        return text;
      }
      out.appendCodePoint(codePoint);
      i = end + 1;
    }
    return out.toString();
  }

  private static int hex(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
