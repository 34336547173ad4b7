package dev.deucalion.scrape.exposition;

/**
 * Reads what stands between braces: labels and, in front of them or among them, a quoted metric
 * name. Offsets are handed to a sink, so that nothing is kept here that grows with the input.
 */
final class LabelSection {
  /** Takes the offsets of labels, quotes excluded. */
  interface Sink {
    void label(int nameStart, int nameEnd, int valueStart, int valueEnd);
  }

  /** For those who only want to know whether the section is well-formed. */
  static final Sink IGNORE = new Ignoring();

  private static final class Ignoring implements Sink {
    @Override
    public void label(int nameStart, int nameEnd, int valueStart, int valueEnd) {}
  }

  /** Start of the metric name; -1 where none has been seen. */
  int nameStart;

  /** End of the metric name, exclusive. */
  int nameEnd;

  /** Reads from behind the opening brace to behind the closing one. */
  void series(Lexer lexer, int entryStart, Sink sink) throws ExpositionException {
    read(lexer, entryStart, sink, false);
  }

  /** The same for the labels of an exemplar, where no metric name is allowed. */
  void exemplar(Lexer lexer, int entryStart, Sink sink) throws ExpositionException {
    read(lexer, entryStart, sink, true);
  }

  private void read(Lexer lexer, int entryStart, Sink sink, boolean exemplar)
      throws ExpositionException {
    Token token = lexer.next();
    while (token != Token.BRACE_CLOSE) {
      boolean quoted = token == Token.QUOTED_STRING;
      if (!quoted && token != Token.LABEL_NAME) {
        throw SyntaxErrors.expected(lexer, entryStart, "expected label name", token);
      }
      int start = quoted ? lexer.start + 1 : lexer.start;
      int end = quoted ? lexer.pos - 1 : lexer.pos;
      token = lexer.next();
      if (quoted && (token == Token.COMMA || token == Token.BRACE_CLOSE)) {
        if (exemplar) {
          throw SyntaxErrors.expected(lexer, entryStart, "expected label name", token);
        }
        if (nameStart >= 0) {
          throw SyntaxErrors.whileParsing(lexer, entryStart, "metric name already set");
        }
        nameStart = start;
        nameEnd = end;
        token = token == Token.COMMA ? lexer.next() : token;
        continue;
      }
      if (token != Token.EQUAL) {
        throw SyntaxErrors.expected(lexer, entryStart, "expected equal", token);
      }
      readValue(lexer, entryStart);
      sink.label(start, end, lexer.start + 1, lexer.pos - 1);
      token = lexer.next();
      if (token == Token.COMMA) {
        token = lexer.next();
      } else if (lexer.separatesLabels() && token != Token.BRACE_CLOSE) {
        throw SyntaxErrors.expected(lexer, entryStart, "expected comma or brace close", token);
      }
    }
  }

  private static void readValue(Lexer lexer, int entryStart) throws ExpositionException {
    Token token = lexer.next();
    if (token != Token.LABEL_VALUE) {
      throw SyntaxErrors.expected(lexer, entryStart, "expected label value", token);
    }
    if (!Utf8.isValid(lexer.body, lexer.start, lexer.pos)) {
      throw SyntaxErrors.at(
          lexer, "invalid UTF-8 label value: " + SyntaxErrors.quote(lexer, lexer.start, lexer.pos));
    }
  }
}
