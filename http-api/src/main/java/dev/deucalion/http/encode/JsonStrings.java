package dev.deucalion.http.encode;

import java.io.IOException;

/**
 * Quoted strings in UTF-8. Prometheus escapes them in three ways, depending on which of its
 * encoders meets them.
 */
final class JsonStrings {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  /** Longest form of one UTF-16 unit or pair. */
  static final int MAX_UNIT = 6;

  private static final char FIRST_STRAY_BYTE = '\udc80';
  private static final char LAST_STRAY_BYTE = '\udcff';

  private static final int BATCH = PageSink.MAX_RESERVE / MAX_UNIT;

  private static final int ESCAPE_HTML = 1;
  private static final int SHORT_ESCAPES = 2;

  private final PageSink out;

  JsonStrings(PageSink out) {
    this.out = out;
  }

  /** A string of plain ASCII that needs no escape. */
  void plain(String text) throws IOException {
    out.write('"');
    for (int i = 0; i < text.length(); i++) {
      out.write(text.charAt(i));
    }
    out.write('"');
  }

  /** Escapes only what JSON demands. */
  void escaped(String text) throws IOException {
    quoted(text, 0);
  }

  /** Escapes also {@code <}, {@code >}, {@code &} and the separators U+2028 and U+2029. */
  void escapedForHtml(String text) throws IOException {
    quoted(text, ESCAPE_HTML);
  }

  /** As for HTML, with {@code \b} and {@code \f} short. */
  void escapedAsGo(String text) throws IOException {
    quoted(text, ESCAPE_HTML | SHORT_ESCAPES);
  }

  private void quoted(String text, int mode) throws IOException {
    out.write('"');
    int i = 0;
    while (i < text.length()) {
      int end = Math.min(text.length(), i + BATCH);
      int at = out.reserve((end - i) * MAX_UNIT);
      byte[] page = out.buffer();
      while (i < end) {
        char c = text.charAt(i++);
        if (c < 0x80) {
          at = asciiUnit(c, mode, page, at);
        } else if (c < 0x800) {
          page[at++] = (byte) (0xc0 | c >> 6);
          page[at++] = (byte) (0x80 | c & 0x3f);
        } else if (!Character.isSurrogate(c)) {
          at = threeByteUnit(c, mode, page, at);
        } else if (Character.isHighSurrogate(c)
            && i < text.length()
            && Character.isLowSurrogate(text.charAt(i))) {
          at = fourBytes(Character.toCodePoint(c, text.charAt(i++)), page, at);
        } else {
          at = strayByte(c, mode, page, at);
        }
      }
      out.advanceTo(at);
    }
    out.write('"');
  }

  private static int asciiUnit(char c, int mode, byte[] page, int at) {
    if (c == '"' || c == '\\') {
      return shortEscape(c, page, at);
    }
    if (c >= 0x20) {
      boolean special = c == '<' || c == '>' || c == '&';
      if (special && (mode & ESCAPE_HTML) != 0) {
        return longEscape(c, page, at);
      }
      page[at] = (byte) c;
      return at + 1;
    }
    return switch (c) {
      case '\n' -> shortEscape('n', page, at);
      case '\r' -> shortEscape('r', page, at);
      case '\t' -> shortEscape('t', page, at);
      case '\b' ->
          (mode & SHORT_ESCAPES) != 0 ? shortEscape('b', page, at) : longEscape(c, page, at);
      case '\f' ->
          (mode & SHORT_ESCAPES) != 0 ? shortEscape('f', page, at) : longEscape(c, page, at);
      default -> longEscape(c, page, at);
    };
  }

  private static int threeByteUnit(char c, int mode, byte[] page, int at) {
    if ((c == '\u2028' || c == '\u2029') && (mode & ESCAPE_HTML) != 0) {
      return longEscape(c, page, at);
    }
    page[at] = (byte) (0xe0 | c >> 12);
    page[at + 1] = (byte) (0x80 | c >> 6 & 0x3f);
    page[at + 2] = (byte) (0x80 | c & 0x3f);
    return at + 3;
  }

  /**
   * A byte that is not part of UTF-8, which stands as an unpaired surrogate from U+DC80 on, goes
   * out as it is or as an escaped U+FFFD; any other surrogate is treated likewise.
   */
  private static int strayByte(char c, int mode, byte[] page, int at) {
    if ((mode & ESCAPE_HTML) != 0) {
      return longEscape('\ufffd', page, at);
    }
    if (c < FIRST_STRAY_BYTE || c > LAST_STRAY_BYTE) {
      return threeByteUnit('\ufffd', mode, page, at);
    }
    page[at] = (byte) c;
    return at + 1;
  }

  private static int fourBytes(int codePoint, byte[] page, int at) {
    page[at] = (byte) (0xf0 | codePoint >> 18);
    page[at + 1] = (byte) (0x80 | codePoint >> 12 & 0x3f);
    page[at + 2] = (byte) (0x80 | codePoint >> 6 & 0x3f);
    page[at + 3] = (byte) (0x80 | codePoint & 0x3f);
    return at + 4;
  }

  private static int shortEscape(char c, byte[] page, int at) {
    page[at] = '\\';
    page[at + 1] = (byte) c;
    return at + 2;
  }

  private static int longEscape(char c, byte[] page, int at) {
    page[at] = '\\';
    page[at + 1] = 'u';
    page[at + 2] = HEX[c >> 12];
    page[at + 3] = HEX[c >> 8 & 15];
    page[at + 4] = HEX[c >> 4 & 15];
    page[at + 5] = HEX[c & 15];
    return at + 6;
  }
}
