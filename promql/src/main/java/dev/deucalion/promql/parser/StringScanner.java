package dev.deucalion.promql.parser;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Strings: between double or single quotes with Go's escapes, or between backquotes with none.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals">the
 *     description</a>
 */
final class StringScanner {
  private static final int REPLACEMENT = 0xfffd;
  private static final int NOT_A_DIGIT = 16;
  private static final int STRAY_BYTES = 0xdc00;

  private StringScanner() {}

  /**
   * Moves behind the closing quote.
   *
   * @param text stands behind the opening quote
   * @return what is wrong, or null
   */
  static @Nullable String skipString(QueryText text, int quote) {
    boolean raw = quote == '`';
    while (true) {
      int c = text.next();
      if (c == quote) {
        return null;
      }
      if (c == REPLACEMENT) {
        return "invalid UTF-8 rune";
      }
      if (c == QueryText.EOF) {
        return raw ? "unterminated raw string" : "unterminated quoted string";
      }
      if (c == '\n' && !raw) {
        return "unterminated quoted string";
      }
      if (c == '\\' && !raw) {
        String problem = skipEscape(text, quote);
        if (problem != null) {
          return problem;
        }
      }
    }
  }

  private static @Nullable String skipEscape(QueryText text, int quote) {
    int c = text.next();
    if (c == quote) {
      return null;
    }
    return switch (c) {
      case 'a', 'b', 'f', 'n', 'r', 't', 'v', '\\' -> null;
      case '0', '1', '2', '3', '4', '5', '6', '7' -> skipDigits(text, c, 3, 8, 0xff);
      case 'x' -> skipDigits(text, text.next(), 2, 16, 0xff);
      case 'u' -> skipDigits(text, text.next(), 4, 16, Character.MAX_CODE_POINT);
      case 'U' -> skipDigits(text, text.next(), 8, 16, Character.MAX_CODE_POINT);
      case QueryText.EOF -> "escape sequence not terminated";
      default -> "unknown escape sequence " + Characters.describe(c);
    };
  }

  private static @Nullable String skipDigits(
      QueryText text, int first, int count, int base, int max) {
    long value = 0;
    int c = first;
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        c = text.next();
      }
      int digit = digit(c);
      if (digit >= base) {
        return c == QueryText.EOF
            ? "escape sequence not terminated"
            : "illegal character " + Characters.describe(c) + " in escape sequence";
      }
      value = value * base + digit;
    }
    boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
    return value > max || surrogate ? "escape sequence is an invalid Unicode code point" : null;
  }

  private static int digit(int c) {
    int digit = c < 0x80 && c >= 0 ? Character.digit(c, 16) : -1;
    return digit < 0 ? NOT_A_DIGIT : digit;
  }

  /**
   * The value of a string that {@link #skipString} has accepted. A byte that is no part of UTF-8
   * becomes the unpaired surrogate U+DC00 plus the byte, so that a name with it is not valid.
   */
  static String unquote(String quoted) {
    String inner = quoted.substring(1, quoted.length() - 1);
    if (quoted.charAt(0) == '`' || inner.indexOf('\\') < 0) {
      return inner;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(inner.length());
    for (int i = 0; i < inner.length(); ) {
      int c = inner.codePointAt(i);
      i += Character.charCount(c);
      if (c != '\\') {
        writeCodePoint(out, c);
        continue;
      }
      char kind = inner.charAt(i++);
      int digits =
          switch (kind) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
          };
      if (digits > 0) {
        int value = Integer.parseInt(inner, i, i + digits, 16);
        i += digits;
        if (kind == 'x') {
          out.write(value);
        } else {
          writeCodePoint(out, value);
        }
      } else if (Characters.isDigit(kind)) {
        out.write(Integer.parseInt(inner, i - 1, i + 2, 8));
        i += 2;
      } else {
        out.write(simpleEscape(kind));
      }
    }
    return decode(out.toByteArray());
  }

  private static String decode(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    while (decoder.decode(in, out, true).isError()) {
      out.put((char) (STRAY_BYTES | in.get() & 0xff));
      decoder.reset();
    }
    return out.flip().toString();
  }

  private static int simpleEscape(char kind) {
    return switch (kind) {
      case 'a' -> 0x07;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      default -> kind;
    };
  }

  private static void writeCodePoint(ByteArrayOutputStream out, int codePoint) {
    out.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
  }
}
