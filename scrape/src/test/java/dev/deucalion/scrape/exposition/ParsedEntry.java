package dev.deucalion.scrape.exposition;

import dev.deucalion.model.labels.Labels;
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
    ExpositionParser parser = format.newParser();
    parser.reset(body, length);
    List<String> entries = new ArrayList<>();
    for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
      entries.add(show(kind, parser, body));
    }
    return entries;
  }

  /** The same without the scanner of usual lines, so that tests can compare the two ways. */
  static List<String> parseByTokens(ExpositionFormat format, byte[] body)
      throws ExpositionException {
    ExpositionParser parser = format.newParser();
    parser.reset(body, body.length);
    List<String> entries = new ArrayList<>();
    int pos = 0;
    while (true) {
      parser.lexer.seek(pos);
      parser.exemplarLabels = -1;
      EntryKind kind = parser.readEntry();
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
      case SERIES -> series(parser, body);
      case TYPE -> "TYPE " + parser.name() + " " + parser.type().text();
      case HELP -> "HELP " + parser.name() + " " + parser.help();
      case UNIT -> "UNIT " + parser.name() + " " + parser.unit();
      case COMMENT -> "COMMENT " + text(body, parser.textStart(), parser.textEnd());
      case END -> "END";
    };
  }

  private static String series(ExpositionParser parser, byte[] body) throws ExpositionException {
    String raw = text(body, parser.seriesStart(), parser.seriesEnd());
    Labels labels = parser.labels();
    StringBuilder out = new StringBuilder(raw).append(" | ").append(labels);
    out.append(" | ").append(parser.value());
    if (parser.hasTimestamp()) {
      out.append(" @").append(parser.timestampMs());
    }
    if (parser.hasExemplar()) {
      out.append(" # ").append(parser.exemplarLabels()).append(' ').append(parser.exemplarValue());
      if (parser.hasExemplarTimestamp()) {
        out.append(" @").append(parser.exemplarTimestampMs());
      }
    }
    return out.toString();
  }

  private static String text(byte[] body, int from, int to) {
    return new String(body, from, to - from, StandardCharsets.UTF_8);
  }
}
