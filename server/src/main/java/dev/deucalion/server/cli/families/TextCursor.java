package dev.deucalion.server.cli.families;

import dev.deucalion.model.labels.GoQuote;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A place in a body of the text format. What is read may end anywhere but behind a line; a body
 * that ends elsewhere is an error.
 */
final class TextCursor {
  private final byte[] body;
  private int at;
  private int line = 1;

  TextCursor(byte[] body) {
    this.body = body;
  }

  TextFormatException failure(String reason) {
    return new TextFormatException(line, reason);
  }

  /** Skips blanks; true when nothing comes behind them. */
  boolean isAtEnd() {
    while (at < body.length && isBlank(body[at])) {
      at++;
    }
    return at == body.length;
  }

  /** The next byte. */
  byte peek() throws TextFormatException {
    if (at == body.length) {
      throw failure("unexpected end of input stream");
    }
    return body[at];
  }

  /** The next byte in quotes, for messages. */
  String quotedByte() throws TextFormatException {
    String quoted = GoQuote.quote(String.valueOf((char) (peek() & 0xff)));
    String inner = quoted.substring(1, quoted.length() - 1).replace("\\\"", "\"");
    return "'" + (inner.equals("'") ? "\\'" : inner) + "'";
  }

  void skip() {
    at++;
  }

  boolean skipIf(char wanted) throws TextFormatException {
    boolean found = peek() == wanted;
    if (found) {
      at++;
    }
    return found;
  }

  void skipBlanks() throws TextFormatException {
    while (isBlank(peek())) {
      at++;
    }
  }

  boolean isAtBlank() throws TextFormatException {
    return isBlank(peek());
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  /** Goes on to the next line when this one ends here. */
  boolean skipLineEnd() throws TextFormatException {
    boolean found = skipIf('\n');
    if (found) {
      line++;
    }
    return found;
  }

  void skipLine() throws TextFormatException {
    while (!skipLineEnd()) {
      at++;
    }
  }

  /** What comes before the next blank or end of the line. */
  String word() throws TextFormatException {
    int start = at;
    while (!isAtBlank() && peek() != '\n') {
      at++;
    }
    return new String(body, start, at - start, StandardCharsets.UTF_8);
  }

  /** The rest of the line without backslashes. */
  String rest() throws TextFormatException {
    int start = at;
    while (peek() != '\n') {
      at++;
    }
    return new String(body, start, at - start, StandardCharsets.UTF_8).replace("\\", "");
  }

  /** The rest of the line, with escapes. */
  String escapedRest() throws TextFormatException {
    ByteArrayOutputStream token = new ByteArrayOutputStream();
    while (peek() != '\n') {
      addEscaped(token);
    }
    return token.toString(StandardCharsets.UTF_8);
  }

  private void addEscaped(ByteArrayOutputStream token) throws TextFormatException {
    if (!skipIf('\\')) {
      token.write(peek());
      at++;
      return;
    }
    switch (peek()) {
      case '\\' -> token.write('\\');
      case '"' -> token.write('"');
      case 'n' -> token.write('\n');
      default -> throw failure("invalid escape sequence '\\" + (char) (peek() & 0xff) + "'");
    }
    at++;
  }

  /**
   * A name, or a text in quotes that stands for one; empty where none begins.
   *
   * @param what kind of name, for messages
   * @param colons whether it may have colons
   */
  String name(String what, boolean colons) throws TextFormatException {
    ByteArrayOutputStream token = new ByteArrayOutputStream();
    boolean quoted = false;
    if (!isNameStart(peek(), colons)) {
      return "";
    }
    while (quoted || isNameStart(peek(), colons) || isDigit(peek())) {
      if (skipIf('"')) {
        if (quoted) {
          break;
        }
        quoted = true;
      } else if (peek() == '\n') {
        throw failure(what + " name " + quoted(token) + " contains unescaped new-line");
      } else {
        addEscaped(token);
      }
    }
    return strict(token, what + " name");
  }

  private static String quoted(ByteArrayOutputStream token) {
    return GoQuote.quote(token.toString(StandardCharsets.UTF_8));
  }

  /** A token, which must be UTF-8. */
  private String strict(ByteArrayOutputStream token, String what) throws TextFormatException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(token.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw failure("invalid " + what + " " + quoted(token));
    }
  }

  private static boolean isNameStart(byte b, boolean colons) {
    return b >= 'a' && b <= 'z'
        || b >= 'A' && b <= 'Z'
        || b == '_'
        || b == '"'
        || colons && b == ':';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** The value of a label, behind its first quote. */
  String labelValue() throws TextFormatException {
    ByteArrayOutputStream token = new ByteArrayOutputStream();
    while (!skipIf('"')) {
      if (peek() == '\n') {
        throw failure("label value " + quoted(token) + " contains unescaped new-line");
      }
      addEscaped(token);
    }
    return strict(token, "label value");
  }
}
