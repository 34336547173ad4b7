package dev.deucalion.scrape.exposition;

import dev.deucalion.model.metadata.MetricType;
import java.util.Set;

/**
 * The text format, 0.0.4 and 1.0.0.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition
 *     formats</a>
 */
final class TextParser extends LineParser {
  TextParser(Set<ParserOption> options) {
    super(new TextLexer(), false, options);
  }

  @Override
  EntryKind readEntry() throws ExpositionException {
    int entryStart = lexer.pos;
    Token token = lexer.next();
    while (token == Token.LINEBREAK) {
      entryStart = lexer.pos;
      token = lexer.next();
    }
    return switch (token) {
      case EOF -> EntryKind.END;
      case HELP, TYPE -> readMetadata(token, entryStart);
      case COMMENT -> readComment(entryStart);
      case METRIC_NAME, BRACE_OPEN -> readSample(token, entryStart);
      default ->
          throw SyntaxErrors.expected(lexer, entryStart, "expected a valid start token", token);
    };
  }

  private EntryKind readMetadata(Token keyword, int entryStart) throws ExpositionException {
    readFamilyName(keyword, entryStart);
    Token token = lexer.next();
    if (token != Token.TEXT) {
      throw SyntaxErrors.at(
          lexer, "expected text in " + keyword.shown() + ", got " + token.shown());
    }
    textStart = Math.min(lexer.start + 1, lexer.pos);
    textEnd = lexer.pos;
    checkLine(entryStart);
    if (keyword == Token.TYPE) {
      readType();
    } else {
      checkHelp();
    }
    expectLineFeed(entryStart, "linebreak expected after metadata");
    return keyword == Token.TYPE ? EntryKind.TYPE : EntryKind.HELP;
  }

  private void readType() throws ExpositionException {
    if (textIs("untyped")) {
      type = MetricType.UNKNOWN;
      return;
    }
    type =
        textIs("counter")
            ? MetricType.COUNTER
            : textIs("gauge")
                ? MetricType.GAUGE
                : textIs("histogram") ? MetricType.HISTOGRAM : MetricType.SUMMARY;
    if (!textIs(type.text())) {
      throw invalidType();
    }
  }

  private EntryKind readComment(int entryStart) throws ExpositionException {
    textStart = lexer.start;
    textEnd = lexer.pos;
    expectLineFeed(entryStart, "linebreak expected after comment");
    return EntryKind.COMMENT;
  }

  private EntryKind readSample(Token first, int entryStart) throws ExpositionException {
    Token token = readSeriesText(first, entryStart);
    if (token != Token.VALUE) {
      throw SyntaxErrors.expected(lexer, entryStart, "expected value after metric", token);
    }
    value = readNumber(entryStart, lexer.start, lexer.pos);
    token = lexer.next();
    hasTimestamp = token == Token.TIMESTAMP;
    if (hasTimestamp) {
      timestampMs = readTimestamp(entryStart);
      expectLineFeed(entryStart, "expected next entry after timestamp");
    } else if (token != Token.LINEBREAK) {
      throw SyntaxErrors.expected(lexer, entryStart, "expected timestamp or new record", token);
    }
    checkLine(entryStart);
    return EntryKind.SERIES;
  }

  private long readTimestamp(int entryStart) throws ExpositionException {
    long ms = 0;
    for (int i = lexer.start; i < lexer.pos; i++) {
      int digit = lexer.at(i) - '0';
      if (ms > (Long.MAX_VALUE - digit) / 10) {
        String fault =
            "strconv.ParseInt: parsing "
                + SyntaxErrors.quote(lexer, lexer.start, lexer.pos)
                + ": value out of range";
        throw SyntaxErrors.whileParsing(lexer, entryStart, fault);
      }
      ms = ms * 10 + digit;
    }
    return ms;
  }

  private void expectLineFeed(int entryStart, String what) throws ExpositionException {
    Token token = lexer.next();
    if (token != Token.LINEBREAK) {
      throw SyntaxErrors.expected(lexer, entryStart, what, token);
    }
  }

  @Override
  public String help() {
    return Escapes.help(lexer.body, textStart(), textEnd());
  }

  /** The format knows none. */
  @Override
  String familyUnit() {
    return "";
  }

  /** The format knows none. */
  @Override
  public long startTimestampMs() {
    return 0;
  }
}
