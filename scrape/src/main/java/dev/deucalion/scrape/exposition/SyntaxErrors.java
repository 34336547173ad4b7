package dev.deucalion.scrape.exposition;

import dev.deucalion.model.labels.GoQuote;
import java.nio.charset.StandardCharsets;

/** Makes exceptions in Prometheus' wording. What they quote is bounded, whatever the body. */
final class SyntaxErrors {
  /** Quotes of more bytes than this lose their middle. */
  private static final int MAX_QUOTED_BYTES = 512;

  private SyntaxErrors() {}

  /** Another token than this one had to come. */
  static ExpositionException expected(Lexer lexer, int entryStart, String what, Token got) {
    int to = Math.min(lexer.end(), lexer.pos + 1);
    return at(
        lexer,
        what
            + ", got "
            + quote(lexer, lexer.start, to)
            + " (\""
            + got.shown()
            + "\") while parsing: "
            + quote(lexer, entryStart, to));
  }

  /** The entry read so far has this fault. */
  static ExpositionException whileParsing(Lexer lexer, int entryStart, String fault) {
    return at(lexer, fault + " while parsing: " + quote(lexer, entryStart, lexer.pos));
  }

  static ExpositionException at(Lexer lexer, String message) {
    int offset = Math.min(lexer.start, lexer.length);
    int line = 1;
    for (int i = 0; i < offset; i++) {
      if (lexer.body[i] == '\n') {
        line++;
      }
    }
    return new ExpositionException(message, offset, line);
  }

  /** Bytes as Go's {@code %q} shows them, those that are no UTF-8 as {@code \xff}. */
  static String quote(Lexer lexer, int from, int to) {
    StringBuilder out = new StringBuilder("\"");
    if (to - from <= MAX_QUOTED_BYTES) {
      appendEscaped(out, lexer, from, to);
    } else {
      appendEscaped(out, lexer, from, from + MAX_QUOTED_BYTES / 2);
      out.append("...");
      appendEscaped(out, lexer, to - MAX_QUOTED_BYTES / 2, to);
    }
    return out.append('"').toString();
  }

  private static void appendEscaped(StringBuilder out, Lexer lexer, int from, int to) {
    byte[] bytes = new byte[to - from];
    for (int i = from; i < to; i++) {
      bytes[i - from] = lexer.at(i);
    }
    int i = 0;
    while (i < bytes.length) {
      int length = Utf8.sequenceLength(bytes, i, bytes.length);
      if (length == 0) {
        out.append(String.format("\\x%02x", bytes[i]));
        i++;
      } else {
        String quoted = GoQuote.quote(new String(bytes, i, length, StandardCharsets.UTF_8));
        out.append(quoted, 1, quoted.length() - 1);
        i += length;
      }
    }
  }
}
