package dev.deucalion.scrape.exposition;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a fuzzer calls with bytes of its own: parsers have to end or refuse them. The first byte
 * chooses the options; which format it is says the system property {@link #FORMAT}.
 */
public final class ParserFuzz {
  /** Name of the property with the name of an {@link ExpositionFormat}. */
  static final String FORMAT = "fuzz.format";

  private static final ExpositionFormat PARSED =
      ExpositionFormat.valueOf(System.getProperty(FORMAT, ExpositionFormat.TEXT.name()));

  private ParserFuzz() {}

  /** Walks over one body. */
  public static void fuzzerTestOneInput(byte[] input) {
    walk(PARSED, input);
  }

  /** Walks over a body whose first byte are the options; how many entries it has. */
  static int walk(ExpositionFormat format, byte[] input) {
    if (input.length == 0) {
      return 0;
    }
    byte[] body = Arrays.copyOfRange(input, 1, input.length);
    ExpositionParser parser = format.newParser(options(input[0]));
    parser.reset(body, body.length);
    int entries = 0;
    try {
      for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
        look(parser, kind);
        entries++;
      }
    } catch (ExpositionException e) {
      if (e.getMessage() == null || e.offset() < 0 || e.offset() > body.length) {
        throw new IllegalStateException("an error without its place", e);
      }
    }
    return entries;
  }

  private static Set<ParserOption> options(byte bits) {
    Set<ParserOption> options = EnumSet.noneOf(ParserOption.class);
    ParserOption[] all = ParserOption.values();
    for (int i = 0; i < all.length; i++) {
      if ((bits >> i & 1) != 0) {
        options.add(all[i]);
      }
    }
    return options;
  }

  private static void look(ExpositionParser parser, EntryKind kind) throws ExpositionException {
    if (parser.keyEnd() > parser.keyBytes().length || parser.keyStart() < 0) {
      throw new IllegalStateException("a key beyond its bytes");
    }
    switch (kind) {
      case SERIES, HISTOGRAM -> {
        parser.startTimestampMs();
        parser.labels().size();
        while (parser.nextExemplar()) {
          parser.exemplarLabels();
        }
        if (kind == EntryKind.HISTOGRAM) {
          parser.histogram().layout();
        }
      }
      case HELP -> parser.help();
      case UNIT -> parser.unit();
      case TYPE -> parser.name();
      case COMMENT, END -> {}
    }
  }
}
