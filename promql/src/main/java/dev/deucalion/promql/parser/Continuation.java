package dev.deucalion.promql.parser;

import java.nio.charset.StandardCharsets;

/** Asks the grammar itself what may follow the beginning of a query. */
public final class Continuation {
  private Continuation() {}

  /**
   * Whether some query begins with a text and, behind it, a further piece. Types are not checked.
   *
   * @param before the beginning of a query
   * @param piece one or several tokens
   */
  public static boolean isPossible(String before, String piece, ParserOptions options) {
    String query = before + piece;
    int end = query.getBytes(StandardCharsets.UTF_8).length;
    try {
      PromqlParser.parseSyntax(query, options);
      return true;
    } catch (ParseException e) {
      return e.position().start() >= end;
    }
  }
}
