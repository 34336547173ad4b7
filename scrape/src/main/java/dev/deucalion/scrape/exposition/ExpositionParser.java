package dev.deucalion.scrape.exposition;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.MetricType;
import java.nio.charset.StandardCharsets;

/**
 * Walks over a body, entry by entry:
 *
 * <pre>{@code
 * parser.reset(body, length);
 * for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
 *   if (kind == EntryKind.SERIES) { … parser.seriesStart() … parser.value() … }
 * }
 * }</pre>
 *
 * <p>The accessors of an entry hold until the next call of {@link #next()}. Offsets are into the
 * caller's array, which is neither copied nor written and must not change until the parser is
 * reset. Nothing is allocated for an entry before its labels or texts are asked for. Not
 * thread-safe; may be used again for any number of bodies.
 */
public abstract sealed class ExpositionParser permits TextParser, OpenMetricsParser {
  /** A series text or metadata line of more bytes is refused. */
  public static final int MAX_LINE_BYTES = 1 << 20;

  /** The line at hand, where it is a series. */
  final SeriesScanner sample = new SeriesScanner();

  final LabelSection section = new LabelSection();
  final Lexer lexer;
  private final boolean seconds;

  private byte[] body;
  private int length;

  /** Offset of the last line feed of the body, or -1: up to it lines are complete. */
  private int lastLineFeed;

  /** Where the next entry starts. */
  private int pos;

  /** Whether the end has been reached. */
  private boolean ended;

  private int seriesStart;

  /** Whether the series at hand was read by the scanner and its labels have not been looked at. */
  private boolean scanned;

  private int nameStart;
  private int nameEnd;

  /** Type of the last TYPE line. */
  MetricType type = MetricType.UNKNOWN;

  /** Bounds of the text of a metadata line or comment. */
  int textStart;

  int textEnd;

  /** Offset behind the opening brace of the exemplar's labels, or -1. */
  int exemplarLabels;

  double exemplarValue;
  boolean hasExemplarTimestamp;
  long exemplarTimestampMs;

  /**
   * @param seconds whether timestamps are decimal seconds rather than integer milliseconds
   */
  ExpositionParser(Lexer lexer, boolean seconds) {
    this.lexer = lexer;
    this.seconds = seconds;
    this.body = lexer.body;
    reset(body, 0);
  }

  /** Starts over with the first {@code length} bytes of an array. */
  public final void reset(byte[] body, int length) {
    this.body = body;
    this.length = length;
    lexer.reset(body, length);
    pos = 0;
    ended = false;
    lastLineFeed = length - 1;
    while (lastLineFeed >= 0 && body[lastLineFeed] != '\n') {
      lastLineFeed--;
    }
    type = MetricType.UNKNOWN;
    exemplarLabels = -1;
  }

  /**
   * Goes to the next entry. After the end, the end again.
   *
   * <p>What stands between the braces of a series need not have been checked: {@link #labels} does,
   * so it has to be called for each series text that is not known to be good from before.
   *
   * @throws ExpositionException when the body is not in the format; the parser must then be reset
   */
  public final EntryKind next() throws ExpositionException {
    exemplarLabels = -1;
    int from = pos;
    if (from < lastLineFeed
        && sample.scan(body, from, lastLineFeed, seconds)
        && sample.end - from <= MAX_LINE_BYTES) {
      seriesStart = from;
      scanned = true;
      pos = sample.end;
      return EntryKind.SERIES;
    }
    scanned = false;
    if (ended) {
      return EntryKind.END;
    }
    lexer.seek(from);
    EntryKind kind = readEntry();
    ended = kind == EntryKind.END;
    pos = ended ? length : lexer.pos;
    return kind;
  }

  /** Reads an entry by tokens and leaves the lexer behind it. */
  abstract EntryKind readEntry() throws ExpositionException;

  /** Reads the name and the labels of a series; the token behind them. */
  final Token readSeriesText(Token first, int entryStart) throws ExpositionException {
    seriesStart = lexer.start;
    section.nameStart = -1;
    Token token = first;
    if (token == Token.METRIC_NAME) {
      section.nameStart = lexer.start;
      section.nameEnd = lexer.pos;
      sample.seriesEnd = lexer.pos;
      token = lexer.next();
    }
    if (token == Token.BRACE_OPEN) {
      section.series(lexer, entryStart, LabelSection.IGNORE);
      sample.seriesEnd = lexer.pos;
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

  /** Start of the name and labels of a series, exactly as they stand in the body. */
  public final int seriesStart() {
    return seriesStart;
  }

  /** End of the name and labels of a series, exclusive. */
  public final int seriesEnd() {
    return sample.seriesEnd;
  }

  /** Value of the sample; a NaN is Prometheus' normal one, never the stale marker. */
  public final double value() {
    return sample.value;
  }

  public final boolean hasTimestamp() {
    return sample.hasTimestamp;
  }

  /** Milliseconds since the epoch, where there is a timestamp. */
  public final long timestampMs() {
    return sample.timestampMs;
  }

  /** Start of the family's name in a metadata line, quotes excluded. */
  public final int nameStart() {
    return nameStart;
  }

  /** End of that name, exclusive. */
  public final int nameEnd() {
    return nameEnd;
  }

  /** That name as a string. */
  public final String name() {
    return Escapes.labelValue(body, nameStart, nameEnd);
  }

  /** Type of the family at hand: that of the last TYPE line, {@code UNKNOWN} before the first. */
  public final MetricType type() {
    return type;
  }

  /** Start of the raw text of a HELP, TYPE, UNIT or COMMENT entry. */
  public final int textStart() {
    return textStart;
  }

  /** End of that text, exclusive. */
  public final int textEnd() {
    return textEnd;
  }

  /** Help text of a HELP entry, escapes replaced. */
  public abstract String help();

  /** Unit of a UNIT entry. */
  public final String unit() {
    return new String(body, textStart, textEnd - textStart, StandardCharsets.UTF_8);
  }

  /**
   * The labels of a series, metric name included. In histograms {@code le} and in summaries {@code
   * quantile} have OpenMetrics' form of numbers, {@code 1.0} for {@code 1}.
   *
   * @throws ExpositionException when they are malformed, a name comes twice or is no UTF-8
   */
  public final Labels labels() throws ExpositionException {
    if (scanned) {
      lexer.seek(seriesStart);
      readEntry();
      scanned = false;
    }
    LabelDecoder decoder = new LabelDecoder(lexer, type);
    decoder.metricName(nameStart, nameEnd);
    lexer.seek(seriesStart);
    Token token = lexer.next();
    if (token == Token.METRIC_NAME && lexer.pos < sample.seriesEnd) {
      token = lexer.next();
    }
    if (token == Token.BRACE_OPEN) {
      section.nameStart = body[seriesStart] == '{' ? -1 : nameStart;
      section.series(lexer, seriesStart, decoder);
    }
    return decoder.build("invalid sample");
  }

  /** Whether the sample has an exemplar. */
  public final boolean hasExemplar() {
    return exemplarLabels >= 0;
  }

  /**
   * Labels of the exemplar, where there is one.
   *
   * @throws ExpositionException when a name comes twice or is no UTF-8
   */
  public final Labels exemplarLabels() throws ExpositionException {
    LabelDecoder decoder = new LabelDecoder(lexer, MetricType.UNKNOWN);
    lexer.seekExemplar(exemplarLabels);
    section.exemplar(lexer, seriesStart, decoder);
    return decoder.build("invalid exemplar");
  }

  /** Value of the exemplar, where there is one. */
  public final double exemplarValue() {
    return exemplarValue;
  }

  public final boolean hasExemplarTimestamp() {
    return hasExemplarTimestamp;
  }

  /** Milliseconds since the epoch, where the exemplar has a timestamp. */
  public final long exemplarTimestampMs() {
    return exemplarTimestampMs;
  }
}
