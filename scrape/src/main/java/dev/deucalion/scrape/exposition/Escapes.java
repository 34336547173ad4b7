package dev.deucalion.scrape.exposition;

import java.nio.charset.StandardCharsets;

/**
 * Makes strings of bytes in which a backslash starts an escape. Unknown escapes stay as written.
 */
final class Escapes {
  private Escapes() {}

  /** With the escapes of label values: line feed, backslash and double quote. */
  static String labelValue(byte[] b, int from, int to) {
    return decode(b, from, to, true);
  }

  /** With the escapes of help texts in the text format: line feed and backslash. */
  static String help(byte[] b, int from, int to) {
    return decode(b, from, to, false);
  }

  private static String decode(byte[] b, int from, int to, boolean quotes) {
    String raw = new String(b, from, to - from, StandardCharsets.UTF_8);
    int backslash = raw.indexOf('\\');
    if (backslash < 0) {
      return raw;
    }
    StringBuilder out = new StringBuilder(raw.length());
    int done = 0;
    while (backslash >= 0 && backslash + 1 < raw.length()) {
      char c = raw.charAt(backslash + 1);
      if (c == 'n' || c == '\\' || c == '"' && quotes) {
        out.append(raw, done, backslash).append(c == 'n' ? '\n' : c);
        done = backslash + 2;
        backslash = raw.indexOf('\\', done);
      } else {
        backslash = raw.indexOf('\\', backslash + 1);
      }
    }
    return out.append(raw, done, raw.length()).toString();
  }
}
