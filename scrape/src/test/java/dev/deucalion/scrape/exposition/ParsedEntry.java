package dev.deucalion.scrape.exposition;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An entry in one line of text, for tests to compare, and parsing of whole bodies into these. */
final class ParsedEntry {
  private ParsedEntry() {}

  static List<String> parse(ExpositionFormat format, String body) throws ExpositionException {
    return parse(format, body.getBytes(StandardCharsets.UTF_8));
  }

  static List<String> parse(ExpositionFormat format, byte[] body) throws ExpositionException {
    return parse(format, body, body.length);
  }

  static List<String> parse(ExpositionFormat format, byte[] body, int length)
      throws ExpositionException {
    return parse(format.newParser(), body, length);
  }

  static List<String> parse(ExpositionParser parser, byte[] body) throws ExpositionException {
    return parse(parser, body, body.length);
  }

  static List<String> parse(ExpositionParser parser, byte[] body, int length)
      throws ExpositionException {
    parser.reset(body, length);
    List<String> entries = new ArrayList<>();
    for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
      entries.add(show(kind, parser, body));
    }
    return entries;
  }

  /**
   * The same without the scanner of usual lines, where that can be left out, so that tests can
   * compare the two ways.
   */
  static List<String> parseByTokens(ExpositionFormat format, byte[] body)
      throws ExpositionException {
    if (!(format.newParser() instanceof LineParser parser)) {
      return parse(format, body);
    }
    parser.reset(body, body.length);
    List<String> entries = new ArrayList<>();
    int pos = 0;
    while (true) {
      EntryKind kind = parser.nextByTokens(pos);
      if (kind == EntryKind.END) {
        return entries;
      }
      pos = parser.lexer.pos;
      entries.add(show(kind, parser, body));
    }
  }

  private static String show(EntryKind kind, ExpositionParser parser, byte[] body)
      throws ExpositionException {
    return switch (kind) {
      case SERIES, HISTOGRAM -> series(kind, parser);
      case TYPE -> "TYPE " + parser.name() + " " + parser.type().text();
      case HELP -> "HELP " + parser.name() + " " + parser.help();
      case UNIT -> "UNIT " + parser.name() + " " + parser.unit();
      case COMMENT -> "COMMENT " + text(body, (LineParser) parser);
      case END -> "END";
    };
  }

  private static String series(EntryKind kind, ExpositionParser parser) throws ExpositionException {
    StringBuilder out = new StringBuilder();
    if (parser instanceof LineParser) {
      byte[] key = parser.keyBytes();
      out.append(text(key, parser.keyStart(), parser.keyEnd())).append(" | ");
    }
    out.append(parser.labels()).append(" | ");
    out.append(kind == EntryKind.HISTOGRAM ? "histogram" : Double.toString(parser.value()));
    if (parser.hasTimestamp()) {
      out.append(" @").append(parser.timestampMs());
    }
    if (parser.startTimestampMs() != 0) {
      out.append(" since ").append(parser.startTimestampMs());
    }
    while (parser.nextExemplar()) {
      out.append(" # ").append(parser.exemplarLabels()).append(' ').append(parser.exemplarValue());
      if (parser.hasExemplarTimestamp()) {
        out.append(" @").append(parser.exemplarTimestampMs());
      }
    }
    return out.toString();
  }

  private static String text(byte[] body, LineParser parser) {
    return text(body, parser.textStart(), parser.textEnd());
  }

  private static String text(byte[] body, int from, int to) {
    return new String(body, from, to - from, StandardCharsets.UTF_8);
  }
}
