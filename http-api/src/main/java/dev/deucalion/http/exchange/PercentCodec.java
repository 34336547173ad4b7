package dev.deucalion.http.exchange;

import java.nio.charset.StandardCharsets;

/** Reads percent-encoding; bytes that are not UTF-8 become U+FFFD. */
public final class PercentCodec {
  private PercentCodec() {}

  /** Decodes a path. */
  public static String decodePath(String text) throws BadEscapeException {
    return decode(text, false);
  }

  /** Decodes a name or value of a form, where a plus stands for a space. */
  static String decodeForm(String text) throws BadEscapeException {
    return decode(text, true);
  }

  private static String decode(String text, boolean plusIsSpace) throws BadEscapeException {
    if (text.indexOf('%') < 0 && isPlain(text, plusIsSpace)) {
      return text;
    }
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int n = 0;
    for (int i = 0; i < in.length; i++) {
      byte b = in[i];
      if (b == '%') {
        int high = i + 1 < in.length ? Character.digit(in[i + 1], 16) : -1;
        int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          int end = Math.min(in.length, i + 3);
          throw Parameters.badEscape(new String(in, i, end - i, StandardCharsets.UTF_8));
        }
        out[n++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        out[n++] = b == '+' && plusIsSpace ? (byte) ' ' : b;
      }
    }
    return new String(out, 0, n, StandardCharsets.UTF_8);
  }

  private static boolean isPlain(String text, boolean plusIsSpace) {
    return !plusIsSpace || text.indexOf('+') < 0;
  }
}
