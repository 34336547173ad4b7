package dev.deucalion.scrape.exposition;

import dev.deucalion.model.metadata.MetricType;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OpenMetrics, 0.0.1 and 1.0.0.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">OpenMetrics 1.0</a>
 */
sealed class OpenMetricsParser extends LineParser permits OpenMetrics2Lines {
  private static final MetricType[] TYPES = MetricType.values();
  static final String NO_EOF = "data does not end with # EOF";

  /** Null where {@code _created} lines are samples as others. */
  private final @Nullable CreatedLines createdLines;

  /** Bounds of the text of the last UNIT line. */
  private int unitStart;

  private int unitEnd;

  OpenMetricsParser(Set<ParserOption> options) {
    super(new OpenMetricsLexer(), true, options);
    createdLines = options.contains(ParserOption.START_TIMESTAMPS) ? new CreatedLines() : null;
  }

  @Override
  public void reset(byte[] body, int length) {
    super.reset(body, length);
    unitStart = 0;
    unitEnd = 0;
    if (createdLines != null) {
      createdLines.reset(body, length);
    }
  }

  @Override
  public EntryKind next() throws ExpositionException {
    EntryKind kind = super.next();
    while (createdLines != null && kind == EntryKind.SERIES && isCreated()) {
      kind = super.next();
    }
    return kind;
  }

  /** Whether the series at hand says since when its metric has been counted. */
  boolean isCreated() throws ExpositionException {
    if (!countsFromAStart()) {
      return false;
    }
    int nameStart = keyStart;
    int nameEnd = nameStart;
    while (Chars.isMetricPart(keyBytes[nameEnd])) {
      nameEnd++;
    }
    if (nameEnd == nameStart) {
      nameBytes();
      nameStart = nameStart();
      nameEnd = nameEnd();
    }
    return CreatedLines.isCreated(keyBytes, nameStart, nameEnd);
  }

  /** Whether metrics of the family at hand may have a start. */
  boolean countsFromAStart() {
    return switch (type) {
      case COUNTER, HISTOGRAM, SUMMARY -> true;
      case GAUGE, GAUGEHISTOGRAM, INFO, STATESET, UNKNOWN -> false;
    };
  }

  @Override
  public long startTimestampMs() throws ExpositionException {
    return createdLines == null ? 0 : createdLines.timeMs(this);
  }

  @Override
  String familyUnit() {
    return new String(keyBytes, unitStart, unitEnd - unitStart, StandardCharsets.UTF_8);
  }

  @Override
  EntryKind readEntry() throws ExpositionException {
    int entryStart = lexer.pos;
    Token token = lexer.next();
    return switch (token) {
      case EOF -> throw SyntaxErrors.at(lexer, NO_EOF);
      case EOF_WORD -> {
        if (lexer.next() != Token.EOF) {
          throw SyntaxErrors.at(lexer, "unexpected data after # EOF");
        }
        yield EntryKind.END;
      }
      case HELP, TYPE, UNIT -> readMetadata(token, entryStart);
      case METRIC_NAME, BRACE_OPEN -> readSample(token, entryStart);
      default -> throw invalidStart(entryStart, token);
    };
  }

  private ExpositionException invalidStart(int entryStart, Token token) {
    return SyntaxErrors.expected(lexer, entryStart, "expected a valid start token", token);
  }

  private EntryKind readMetadata(Token keyword, int entryStart) throws ExpositionException {
    readFamilyName(keyword, entryStart);
    if (lexer.next() != Token.TEXT) {
      throw SyntaxErrors.at(lexer, "expected text in " + keyword.shown());
    }
    textStart = lexer.start + 1;
    textEnd = lexer.pos - 1;
    checkLine(entryStart);
    return switch (keyword) {
      case TYPE -> {
        readType();
        yield EntryKind.TYPE;
      }
      case UNIT -> {
        checkUnit();
        unitStart = textStart;
        unitEnd = textEnd;
        yield EntryKind.UNIT;
      }
      default -> {
        checkHelp();
        yield EntryKind.HELP;
      }
    };
  }

  private void readType() throws ExpositionException {
    for (MetricType candidate : TYPES) {
      if (textIs(candidate.text())) {
        type = candidate;
        return;
      }
    }
    throw invalidType();
  }

  /** A family with a unit ends in an underscore and that unit. */
  void checkUnit() throws ExpositionException {
    int unitBytes = textEnd - textStart;
    int suffix = nameEnd() - unitBytes;
    boolean ends = suffix > nameStart() && lexer.at(suffix - 1) == '_';
    for (int i = 0; ends && i < unitBytes; i++) {
      ends = lexer.at(suffix + i) == lexer.at(textStart + i);
    }
    if (unitBytes > 0 && !ends) {
      throw SyntaxErrors.at(
          lexer,
          "unit "
              + SyntaxErrors.quote(lexer, textStart, textEnd)
              + " not a suffix of metric "
              + SyntaxErrors.quote(lexer, nameStart(), nameEnd()));
    }
  }

  EntryKind readSample(Token first, int entryStart) throws ExpositionException {
    Token token = readSeriesText(first, entryStart);
    value = readValue(token, entryStart, "metric");
    token = lexer.next();
    hasTimestamp = token == Token.TIMESTAMP;
    if (hasTimestamp) {
      timestampMs = readSeconds(entryStart, "timestamp");
      token = lexer.next();
      if (token != Token.LINEBREAK && token != Token.COMMENT) {
        throw SyntaxErrors.expected(
            lexer, entryStart, "expected next entry after timestamp", token);
      }
    }
    switch (token) {
      case LINEBREAK -> {}
      case COMMENT -> readExemplar(entryStart);
      case EOF -> throw SyntaxErrors.at(lexer, NO_EOF);
      default -> throw afterValue();
    }
    checkLine(entryStart);
    return EntryKind.SERIES;
  }

  /** What follows a value and is nothing that may follow it is taken for a new entry. */
  final ExpositionException afterValue() {
    int entryStart = lexer.pos;
    Token token = lexer.next();
    return token == Token.EOF ? SyntaxErrors.at(lexer, NO_EOF) : invalidStart(entryStart, token);
  }

  private void readExemplar(int entryStart) throws ExpositionException {
    int labelsStart = lexer.pos;
    section.exemplar(lexer, entryStart, LabelSection.IGNORE);
    exemplarValue = readValue(lexer.next(), entryStart, "exemplar labels");
    Token token = lexer.next();
    hasExemplarTimestamp = token == Token.TIMESTAMP;
    if (hasExemplarTimestamp) {
      exemplarTimestampMs = readSeconds(entryStart, "exemplar timestamp");
      token = lexer.next();
      if (token != Token.LINEBREAK) {
        throw SyntaxErrors.expected(
            lexer, entryStart, "expected next entry after exemplar timestamp", token);
      }
    }
    if (token == Token.EOF) {
      throw SyntaxErrors.at(lexer, NO_EOF);
    }
    if (token != Token.LINEBREAK) {
      throw SyntaxErrors.expected(lexer, entryStart, "expected timestamp or comment", token);
    }
    exemplarLabels = labelsStart;
  }

  final double readValue(Token token, int entryStart, String after) throws ExpositionException {
    if (token != Token.VALUE) {
      throw SyntaxErrors.expected(lexer, entryStart, "expected value after " + after, token);
    }
    return readNumber(entryStart, lexer.start + 1, lexer.pos);
  }

  /** Seconds as milliseconds, cut off. */
  final long readSeconds(int entryStart, String what) throws ExpositionException {
    return readSeconds(entryStart, what, lexer.start + 1);
  }

  /** Those of the token at hand, from an offset on. */
  final long readSeconds(int entryStart, String what, int from) throws ExpositionException {
    double seconds = readNumber(entryStart, from, lexer.pos);
    if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
      throw SyntaxErrors.at(lexer, "invalid " + what + " " + GoFloat.formatOpenMetrics(seconds));
    }
    return (long) (seconds * 1000);
  }

  /** OpenMetrics has the same escapes everywhere. */
  @Override
  public String help() {
    return Escapes.labelValue(lexer.body, textStart(), textEnd());
  }
}
