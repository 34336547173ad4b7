package dev.deucalion.scrape.exposition;

import java.util.Set;

/**
 * Lines of OpenMetrics 2.0. What they have beyond those of 1.0: composite values, which are left as
 * they are here, starts, and any number of exemplars.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec_2_0/">OpenMetrics 2.0</a>
 */
final class OpenMetrics2Lines extends OpenMetricsParser {
  /** Exemplars with timestamps of the line at hand. */
  final LineExemplars exemplars = new LineExemplars();

  /** Bounds of the composite value of the line at hand, braces left out; equal for a number. */
  int compositeStart;

  int compositeEnd;

  /** Since when it counts, ms; 0 where that is not said. */
  long startMs;

  OpenMetrics2Lines(Set<ParserOption> options) {
    super(options);
  }

  @Override
  public EntryKind next() throws ExpositionException {
    clear();
    return super.next();
  }

  private void clear() {
    exemplars.clear();
    compositeStart = 0;
    compositeEnd = 0;
    startMs = 0;
  }

  boolean isComposite() {
    return compositeEnd > compositeStart;
  }

  /** A start stands on the line itself; a line with another name is a series of its own. */
  @Override
  boolean countsFromAStart() {
    return false;
  }

  /** A unit need not be part of the name. */
  @Override
  void checkUnit() {}

  @Override
  EntryKind readSample(Token first, int entryStart) throws ExpositionException {
    clear();
    Token token = readSeriesText(first, entryStart);
    readNumberOrComposite(token, entryStart);
    token = lexer.next();
    hasTimestamp = token == Token.TIMESTAMP && !isStart();
    if (hasTimestamp) {
      timestampMs = readSeconds(entryStart, "timestamp");
      token = lexer.next();
    }
    if (token == Token.TIMESTAMP && isStart()) {
      startMs = readSeconds(entryStart, "start timestamp", lexer.start + 4);
      token = lexer.next();
    }
    while (token == Token.COMMENT) {
      token = readExemplar(entryStart);
    }
    switch (token) {
      case LINEBREAK -> {}
      case EOF -> throw SyntaxErrors.at(lexer, NO_EOF);
      default -> throw afterValue();
    }
    checkLine(entryStart);
    return EntryKind.SERIES;
  }

  private void readNumberOrComposite(Token token, int entryStart) throws ExpositionException {
    int from = lexer.start + 1;
    if (token != Token.VALUE || lexer.at(from) != '{') {
      value = readValue(token, entryStart, "metric");
      return;
    }
    if (lexer.at(lexer.pos - 1) != '}' || lexer.pos - from < 3) {
      throw SyntaxErrors.at(
          lexer, "invalid composite value " + SyntaxErrors.quote(lexer, from, lexer.pos));
    }
    checkLine(entryStart);
    value = 0;
    compositeStart = from + 1;
    compositeEnd = lexer.pos - 1;
  }

  /** Whether the token at hand is {@code st@} and a time, a blank before it. */
  private boolean isStart() {
    return lexer.pos - lexer.start > 4
        && lexer.at(lexer.start + 1) == 's'
        && lexer.at(lexer.start + 2) == 't'
        && lexer.at(lexer.start + 3) == '@';
  }

  /** Reads an exemplar behind its hash; the token behind it. One without a time is left out. */
  private Token readExemplar(int entryStart) throws ExpositionException {
    int labelsStart = lexer.pos;
    section.exemplar(lexer, entryStart, LabelSection.IGNORE);
    double exemplar = readValue(lexer.next(), entryStart, "exemplar labels");
    if (nextIsExemplar()) {
      return lexer.next();
    }
    Token token = lexer.next();
    if (token != Token.TIMESTAMP) {
      return token;
    }
    exemplars.add(labelsStart, exemplar, readSeconds(entryStart, "exemplar timestamp"));
    if (!nextIsExemplar() && lexer.at(lexer.pos) != '\n') {
      throw SyntaxErrors.expected(
          lexer, entryStart, "expected next entry after exemplar timestamp", lexer.next());
    }
    return lexer.next();
  }

  /** Whether another exemplar follows; the lexer is made ready for it. */
  private boolean nextIsExemplar() {
    boolean is =
        lexer.pos + 1 < lexer.end() && lexer.at(lexer.pos) == ' ' && lexer.at(lexer.pos + 1) == '#';
    if (is) {
      lexer.seekComment(lexer.pos);
    }
    return is;
  }
}
