package dev.deucalion.scrape.exposition;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.MetricType;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A parser of lines of text. A line of the usual form is read by {@link SeriesScanner}, every other
 * one by tokens.
 */
abstract sealed class LineParser extends ExpositionParser permits TextParser, OpenMetricsParser {
  /** A series text or metadata line of more bytes is refused. */
  static final int MAX_LINE_BYTES = 1 << 20;

  /** The line at hand, where it is a series. */
  final SeriesScanner sample = new SeriesScanner();

  final LabelSection section = new LabelSection();
  final Lexer lexer;
  private final boolean seconds;
  private final boolean typeAndUnitLabels;

  private byte[] body;
  private int length;

  /** Offset of the last line feed of the body, or -1: up to it lines are complete. */
  private int lastLineFeed = -1;

  /** Where the next entry starts. */
  private int pos;

  /** Whether the end has been reached. */
  private boolean ended;

  /** Where the text of the series at hand starts. */
  private int seriesStart;

  private int seriesEnd;

  /** Whether the series at hand was read by the scanner and its labels have not been looked at. */
  private boolean scanned;

  private int nameStart;
  private int nameEnd;
  private int familyBytes;

  /** Bounds of the text of a metadata line or comment. */
  int textStart;

  int textEnd;

  /** Offset behind the opening brace of the exemplar's labels, or -1. */
  int exemplarLabels;

  /**
   * @param seconds whether timestamps are decimal seconds rather than integer milliseconds
   */
  LineParser(Lexer lexer, boolean seconds, Set<ParserOption> options) {
    this.lexer = lexer;
    this.seconds = seconds;
    this.typeAndUnitLabels = options.contains(ParserOption.TYPE_AND_UNIT_LABELS);
    this.body = lexer.body;
  }

  @Override
  public void reset(byte[] body, int length) {
    this.body = body;
    this.length = length;
    keyBytes = body;
    lexer.reset(body, length);
    pos = 0;
    ended = false;
    lastLineFeed = length - 1;
    while (lastLineFeed >= 0 && body[lastLineFeed] != '\n') {
      lastLineFeed--;
    }
    type = MetricType.UNKNOWN;
    familyBytes = 0;
    exemplarLabels = -1;
  }

  @Override
  public EntryKind next() throws ExpositionException {
    int from = pos;
    if (from < lastLineFeed
        && sample.scan(body, from, lastLineFeed, seconds)
        && sample.end - from <= MAX_LINE_BYTES) {
      seriesStart = from;
      scanned = true;
      pos = sample.end;
      mayHaveExemplar = false;
      keyStart = from;
      keyEnd = sample.seriesEnd;
      value = sample.value;
      hasTimestamp = sample.hasTimestamp;
      timestampMs = sample.timestampMs;
      return EntryKind.SERIES;
    }
    return nextByTokens(from);
  }

  /** Reads the entry that starts here without the scanner. */
  final EntryKind nextByTokens(int from) throws ExpositionException {
    scanned = false;
    if (ended) {
      return EntryKind.END;
    }
    lexer.seek(from);
    exemplarLabels = -1;
    EntryKind kind = readEntry();
    mayHaveExemplar = exemplarLabels >= 0;
    boolean series = kind == EntryKind.SERIES;
    keyStart = series ? seriesStart : nameStart;
    keyEnd = series ? seriesEnd : textEnd;
    ended = kind == EntryKind.END;
    pos = ended ? length : lexer.pos;
    return kind;
  }

  /** Reads an entry by tokens and leaves the lexer behind it. */
  abstract EntryKind readEntry() throws ExpositionException;

  /** Reads the name and the labels of a series; the token behind them. */
  final Token readSeriesText(Token first, int entryStart) throws ExpositionException {
    return readSeriesText(first, entryStart, LabelSection.IGNORE);
  }

  private Token readSeriesText(Token first, int entryStart, LabelSection.Sink labels)
      throws ExpositionException {
    seriesStart = lexer.start;
    section.nameStart = -1;
    Token token = first;
    if (token == Token.METRIC_NAME) {
      section.nameStart = lexer.start;
      section.nameEnd = lexer.pos;
      seriesEnd = lexer.pos;
      token = lexer.next();
    }
    if (token == Token.BRACE_OPEN) {
      section.series(lexer, entryStart, labels);
      seriesEnd = lexer.pos;
      token = lexer.next();
    }
    nameStart = section.nameStart;
    nameEnd = section.nameEnd;
    if (nameStart < 0) {
      throw SyntaxErrors.whileParsing(lexer, entryStart, "metric name not set");
    }
    checkLine(entryStart);
    return token;
  }

  /** Reads the name of a metadata line. */
  final void readFamilyName(Token keyword, int entryStart) throws ExpositionException {
    Token token = lexer.next();
    if (token != Token.METRIC_NAME) {
      throw SyntaxErrors.expected(
          lexer, entryStart, "expected metric name after " + keyword.shown(), token);
    }
    boolean quoted = body[lexer.start] == '"';
    nameStart = quoted ? lexer.start + 1 : lexer.start;
    nameEnd = quoted ? lexer.pos - 1 : lexer.pos;
    familyBytes = nameEnd - nameStart;
  }

  final void checkHelp() throws ExpositionException {
    if (!Utf8.isValid(body, textStart, textEnd)) {
      throw SyntaxErrors.at(
          lexer,
          "help text "
              + SyntaxErrors.quote(lexer, textStart, textEnd)
              + " is not a valid utf8 string");
    }
  }

  final ExpositionException invalidType() {
    return SyntaxErrors.at(
        lexer, "invalid metric type " + SyntaxErrors.quote(lexer, textStart, textEnd));
  }

  final void checkLine(int entryStart) throws ExpositionException {
    if (lexer.pos - entryStart > MAX_LINE_BYTES) {
      throw SyntaxErrors.at(lexer, "line longer than " + MAX_LINE_BYTES + " bytes");
    }
  }

  /** The number at these offsets, NaN in Prometheus' form. */
  final double readNumber(int entryStart, int from, int to) throws ExpositionException {
    checkLine(entryStart);
    for (int i = from; i < to; i++) {
      byte c = body[i];
      if (c == 'p' || c == 'P' || c == '_') {
        throw SyntaxErrors.whileParsing(lexer, entryStart, "unsupported character in float");
      }
    }
    String problem =
        switch (GoFloat.check(body, from, to)) {
          case NONE -> "";
          case SYNTAX -> "invalid syntax";
          case RANGE -> "value out of range";
        };
    if (!problem.isEmpty()) {
      String fault =
          "strconv.ParseFloat: parsing " + SyntaxErrors.quote(lexer, from, to) + ": " + problem;
      throw SyntaxErrors.whileParsing(lexer, entryStart, fault);
    }
    return GoFloat.parse(body, from, to);
  }

  /** Where the entry behind the one at hand starts. */
  final int nextEntryStart() {
    return pos;
  }

  /** Goes to where another parser of the same body goes next. */
  final void continueAt(LineParser other) {
    pos = other.pos;
    ended = other.ended;
    type = other.type;
    familyBytes = other.familyBytes;
  }

  /** Length of the name in the last metadata line. */
  final int familyBytes() {
    return familyBytes;
  }

  /** Length of the name of the series at hand; reads it where that has not been done. */
  final int nameBytes() throws ExpositionException {
    readByTokens();
    return nameEnd - nameStart;
  }

  private void readByTokens() throws ExpositionException {
    if (scanned) {
      lexer.seek(seriesStart);
      readEntry();
      scanned = false;
    }
  }

  /**
   * Hashes the labels of the series at hand and so many bytes of its name.
   *
   * @throws ExpositionException when the labels are malformed
   */
  final long metricHash(MetricHash hash, int familyNameBytes) throws ExpositionException {
    hash.begin(body, type);
    lexer.seek(seriesStart);
    readSeriesText(lexer.next(), seriesStart, hash);
    return hash.with(nameStart, Math.min(nameEnd, nameStart + familyNameBytes));
  }

  /** Whether the metadata text is this word. */
  final boolean textIs(String word) {
    if (textEnd - textStart != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (body[textStart + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Start of the family's name in a metadata line, quotes excluded. */
  final int nameStart() {
    return nameStart;
  }

  /** End of that name, exclusive. */
  final int nameEnd() {
    return nameEnd;
  }

  @Override
  public final String name() {
    return Escapes.labelValue(body, nameStart, nameEnd);
  }

  /** Start of the raw text of a HELP, TYPE, UNIT or COMMENT entry. */
  final int textStart() {
    return textStart;
  }

  /** End of that text, exclusive. */
  final int textEnd() {
    return textEnd;
  }

  @Override
  public final String unit() {
    return new String(body, textStart, textEnd - textStart, StandardCharsets.UTF_8);
  }

  /** The unit of the family at hand, empty where it is not known. */
  abstract String familyUnit();

  @Override
  public final void checkSyntax() throws ExpositionException {
    readByTokens();
  }

  @Override
  public final Labels labels() throws ExpositionException {
    readByTokens();
    return decode(new LabelDecoder(lexer, type), nameEnd);
  }

  /**
   * The labels of the histogram that a series is a part of: without {@code le}, and of the name
   * only the first bytes. The entry at hand stays what it is.
   *
   * @param lineStart where the series' line starts
   */
  final Labels histogramLabels(int lineStart, int familyNameBytes) throws ExpositionException {
    int presentStart = seriesStart;
    int presentEnd = seriesEnd;
    int presentNameStart = nameStart;
    int presentNameEnd = nameEnd;
    lexer.seek(lineStart);
    readSeriesText(lexer.next(), lineStart);
    Labels labels =
        decode(
            new LabelDecoder(lexer, MetricType.HISTOGRAM).withoutBucket(),
            nameStart + familyNameBytes);
    seriesStart = presentStart;
    seriesEnd = presentEnd;
    nameStart = presentNameStart;
    nameEnd = presentNameEnd;
    return labels;
  }

  /** Decodes the labels of the series whose text has been read. */
  private Labels decode(LabelDecoder decoder, int metricNameEnd) throws ExpositionException {
    decoder.metricName(nameStart, metricNameEnd);
    if (typeAndUnitLabels) {
      decoder.typeAndUnit(familyUnit());
    }
    lexer.seek(seriesStart);
    Token token = lexer.next();
    if (token == Token.METRIC_NAME && lexer.pos < seriesEnd) {
      token = lexer.next();
    }
    if (token == Token.BRACE_OPEN) {
      section.nameStart = body[seriesStart] == '{' ? -1 : nameStart;
      section.series(lexer, seriesStart, decoder);
    }
    return decoder.build("invalid sample");
  }

  @Override
  final boolean readExemplar() {
    mayHaveExemplar = false;
    return true;
  }

  @Override
  public final Labels exemplarLabels() throws ExpositionException {
    return exemplarLabelsAt(exemplarLabels);
  }

  /** Labels of the exemplar whose labels start here, behind their brace. */
  final Labels exemplarLabelsAt(int start) throws ExpositionException {
    LabelDecoder decoder = new LabelDecoder(lexer, MetricType.UNKNOWN);
    lexer.seekExemplar(start);
    section.exemplar(lexer, start, decoder);
    return decoder.build("invalid exemplar");
  }
}
