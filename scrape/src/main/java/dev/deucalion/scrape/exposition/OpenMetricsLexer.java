package dev.deucalion.scrape.exposition;

/** Tokens of OpenMetrics. Blanks are part of tokens, never skipped. */
final class OpenMetricsLexer extends Lexer {
  @Override
  int end() {
    return length;
  }

  @Override
  boolean separatesLabels() {
    return true;
  }

  @Override
  Token next() {
    if (pos >= length) {
      return Token.EOF;
    }
    start = pos;
    byte c = body[pos];
    return switch (state) {
      case LINE_START -> lineStart(c);
      case META_NAME -> metaName(c);
      case META_TEXT -> metaText(c);
      case LABELS -> labels(c, State.VALUE, State.LABEL_VALUE);
      case LABEL_VALUE -> c == '"' ? quoted(Token.LABEL_VALUE, State.LABELS, false) : Token.INVALID;
      case VALUE ->
          c == '{' ? one(Token.BRACE_OPEN, State.LABELS) : word(Token.VALUE, State.TIMESTAMP);
      case TIMESTAMP -> timestamp(c);
      case EXEMPLAR_LABELS -> labels(c, State.EXEMPLAR_VALUE, State.EXEMPLAR_VALUE);
      case EXEMPLAR_VALUE ->
          c == '"'
              ? quoted(Token.LABEL_VALUE, State.EXEMPLAR_LABELS, false)
              : word(Token.VALUE, State.EXEMPLAR_TIMESTAMP);
      case EXEMPLAR_TIMESTAMP ->
          c == '\n'
              ? one(Token.LINEBREAK, State.LINE_START)
              : word(Token.TIMESTAMP, State.EXEMPLAR_TIMESTAMP);
    };
  }

  private Token lineStart(byte c) {
    if (Chars.isMetricStart(c)) {
      return metricName(State.VALUE);
    }
    return switch (c) {
      case '{' -> one(Token.BRACE_OPEN, State.LABELS);
      case '#' -> descriptor();
      default -> Token.INVALID;
    };
  }

  private Token descriptor() {
    if (!skipWord("# ") || pos == length) {
      return Token.INVALID;
    }
    return switch (body[pos]) {
      case 'H' -> meta("HELP ", Token.HELP);
      case 'T' -> meta("TYPE ", Token.TYPE);
      case 'U' -> meta("UNIT ", Token.UNIT);
      case 'E' -> endOfFile();
      default -> Token.INVALID;
    };
  }

  private Token meta(String word, Token token) {
    if (!skipWord(word)) {
      return Token.INVALID;
    }
    state = State.META_NAME;
    return token;
  }

  private Token endOfFile() {
    if (!skipWord("EOF")) {
      return Token.INVALID;
    }
    if (pos < length && body[pos] == '\n') {
      pos++;
    }
    return Token.EOF_WORD;
  }

  private Token metaName(byte c) {
    if (c == '"') {
      return quoted(Token.METRIC_NAME, State.META_TEXT, true);
    }
    return Chars.isMetricStart(c) ? metricName(State.META_TEXT) : Token.INVALID;
  }

  /** A space, the text and the line feed. */
  private Token metaText(byte c) {
    if (c != ' ') {
      return Token.INVALID;
    }
    while (pos < length && body[pos] != '\n') {
      pos++;
    }
    return pos < length ? one(Token.TEXT, State.LINE_START) : Token.INVALID;
  }

  private Token labels(byte c, State afterBrace, State afterEqual) {
    if (Chars.isLabelStart(c)) {
      return labelName();
    }
    return switch (c) {
      case '"' -> quoted(Token.QUOTED_STRING, state, state == State.LABELS);
      case '}' -> one(Token.BRACE_CLOSE, afterBrace);
      case '=' -> one(Token.EQUAL, afterEqual);
      case ',' -> one(Token.COMMA, state);
      default -> Token.INVALID;
    };
  }

  private Token timestamp(byte c) {
    if (c == '\n') {
      return one(Token.LINEBREAK, State.LINE_START);
    }
    if (c == ' ' && pos + 2 < length && body[pos + 1] == '#' && body[pos + 2] == ' ') {
      pos += 3;
      return pos < length && body[pos] == '{'
          ? one(Token.COMMENT, State.EXEMPLAR_LABELS)
          : Token.INVALID;
    }
    return word(Token.TIMESTAMP, State.TIMESTAMP);
  }

  /** A space and the bytes up to the next space or line feed, at least one. */
  private Token word(Token token, State next) {
    if (body[pos] != ' ') {
      return Token.INVALID;
    }
    pos++;
    int from = pos;
    while (pos < length && isWordPart(body[pos])) {
      pos++;
    }
    if (pos == from) {
      return Token.INVALID;
    }
    state = next;
    return token;
  }

  private static boolean isWordPart(byte c) {
    return c != ' ' && c != '\n' && c != 0;
  }
}
