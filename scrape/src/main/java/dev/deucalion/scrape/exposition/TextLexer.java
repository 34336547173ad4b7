package dev.deucalion.scrape.exposition;

/**
 * Tokens of the text format. Blanks between tokens are skipped. A line feed is added to the body,
 * so the last line need not have one. A null byte at the start of a line ends the body.
 */
final class TextLexer extends Lexer {
  @Override
  int end() {
    return length + 1;
  }

  @Override
  boolean separatesLabels() {
    return false;
  }

  @Override
  Token next() {
    skipBlanks();
    if (pos >= end()) {
      return Token.EOF;
    }
    start = pos;
    byte c = at(pos);
    return switch (state) {
      case LINE_START -> lineStart(c);
      case META_NAME -> metaName(c);
      case META_TEXT -> metaText();
      case LABELS -> labels(c);
      case LABEL_VALUE -> c == '"' ? quoted(Token.LABEL_VALUE, State.LABELS, true) : Token.INVALID;
      case VALUE -> value(c);
      case TIMESTAMP -> timestamp(c);
      case EXEMPLAR_LABELS, EXEMPLAR_VALUE, EXEMPLAR_TIMESTAMP ->
          throw new IllegalStateException("the text format has no exemplars");
    };
  }

  /** Before a metadata text, blanks count unless the line has nothing else. */
  private void skipBlanks() {
    int i = pos;
    while (i < end() && Chars.isBlank(at(i))) {
      i++;
    }
    if (state != State.META_TEXT || i < end() && at(i) == '\n') {
      pos = i;
    }
  }

  private Token lineStart(byte c) {
    if (Chars.isMetricStart(c)) {
      return metricName(State.VALUE);
    }
    return switch (c) {
      case '\n' -> one(Token.LINEBREAK, State.LINE_START);
      case '{' -> one(Token.BRACE_OPEN, State.LABELS);
      case '#' -> comment();
      case 0 -> one(Token.EOF, State.LINE_START);
      default -> Token.INVALID;
    };
  }

  private Token comment() {
    pos++;
    boolean blank = Chars.isBlank(at(pos));
    skipBlanks();
    if (blank) {
      int word = pos;
      if (skipWord("HELP") && Chars.isBlank(at(pos))) {
        return meta(Token.HELP);
      }
      pos = word;
      if (skipWord("TYPE") && Chars.isBlank(at(pos))) {
        return meta(Token.TYPE);
      }
      pos = word;
    }
    while (at(pos) != '\n') {
      if (at(pos) == 0 && !blank) {
        return Token.EOF;
      }
      pos++;
    }
    return Token.COMMENT;
  }

  private Token meta(Token token) {
    skipBlanks();
    state = State.META_NAME;
    return token;
  }

  private Token metaName(byte c) {
    if (c == '"') {
      return quoted(Token.METRIC_NAME, State.META_TEXT, true);
    }
    return Chars.isMetricStart(c) ? metricName(State.META_TEXT) : Token.INVALID;
  }

  private Token metaText() {
    if (at(pos) != 0) {
      while (at(pos) != '\n') {
        pos++;
      }
    }
    state = State.LINE_START;
    return Token.TEXT;
  }

  private Token labels(byte c) {
    if (Chars.isLabelStart(c)) {
      return labelName();
    }
    return switch (c) {
      case '"' -> quoted(Token.QUOTED_STRING, State.LABELS, true);
      case '}' -> one(Token.BRACE_CLOSE, State.VALUE);
      case '=' -> one(Token.EQUAL, State.LABEL_VALUE);
      case ',' -> one(Token.COMMA, State.LABELS);
      default -> Token.INVALID;
    };
  }

  private Token value(byte c) {
    if (c == '{') {
      return one(Token.BRACE_OPEN, State.LABELS);
    }
    if (!isValuePart(c)) {
      return Token.INVALID;
    }
    do {
      pos++;
    } while (isValuePart(at(pos)));
    state = State.TIMESTAMP;
    return Token.VALUE;
  }

  private static boolean isValuePart(byte c) {
    return c != '{' && c != ' ' && c != '\t' && c != '\n' && c != 0;
  }

  private Token timestamp(byte c) {
    if (c == '\n') {
      return one(Token.LINEBREAK, State.LINE_START);
    }
    if (c < '0' || c > '9') {
      return Token.INVALID;
    }
    do {
      pos++;
    } while (at(pos) >= '0' && at(pos) <= '9');
    return Token.TIMESTAMP;
  }
}
