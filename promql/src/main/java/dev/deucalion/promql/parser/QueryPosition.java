package dev.deucalion.promql.parser;

import java.nio.charset.StandardCharsets;

/** Positions in a query as people read them. */
public final class QueryPosition {
  private QueryPosition() {}

  /**
   * A byte offset as {@code line:column}, both from 1, columns in bytes.
   *
   * @param offset in bytes of the query in UTF-8
   */
  public static String describe(String query, int offset) {
    if (query.isEmpty()) {
      return "unknown position";
    }
    byte[] bytes = query.getBytes(StandardCharsets.UTF_8);
    if (offset < 0 || offset > bytes.length) {
      return "invalid position";
    }
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < offset; i++) {
      if (bytes[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return line + ":" + (offset - lineStart + 1);
  }
}
