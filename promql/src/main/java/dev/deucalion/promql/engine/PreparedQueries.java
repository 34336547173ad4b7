package dev.deucalion.promql.engine;

import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps what was made of short queries: rules ask the same ones at each interval, and so do pages
 * that refresh. Those that may be large are not kept, so that all take a few megabytes at most.
 * Safe for many threads.
 */
final class PreparedQueries {
  static final int MAX_QUERIES = 256;
  static final int MAX_CHARACTERS = 256;

  private final ParserOptions options;
  private final Map<String, PreparedQuery> known = new ConcurrentHashMap<>();

  PreparedQueries(ParserOptions options) {
    this.options = options;
  }

  /**
   * The query of a text.
   *
   * @throws dev.deucalion.promql.parser.ParseException when it is not PromQL
   */
  PreparedQuery of(String text) {
    PreparedQuery found = known.get(text);
    if (found != null) {
      return found;
    }
    PreparedQuery made = new PreparedQuery(PromqlParser.parse(text, options));
    if (text.length() <= MAX_CHARACTERS && isSmall(text)) {
      // Those that are asked again are soon there again.
      if (known.size() >= MAX_QUERIES) {
        known.clear();
      }
      known.put(text, made);
    }
    return made;
  }

  /**
   * Whether what is made of it takes kilobytes: repeats of a regular expression are compiled one
   * after the other, and its classes of Unicode have hundreds of ranges. No other brace has a digit
   * behind it, but in a string.
   */
  private static boolean isSmall(String text) {
    for (int i = 0; i + 1 < text.length(); i++) {
      char c = text.charAt(i);
      char next = text.charAt(i + 1);
      if (c == '{' && next >= '0' && next <= '9' || c == '\\' && (next == 'p' || next == 'P')) {
        return false;
      }
    }
    return true;
  }

  /** How many are kept. */
  int size() {
    return known.size();
  }
}
