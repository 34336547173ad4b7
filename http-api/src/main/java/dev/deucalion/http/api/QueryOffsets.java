package dev.deucalion.http.api;

import dev.deucalion.promql.ast.PositionRange;
import java.nio.charset.StandardCharsets;

/** Positions of the parser, which are in bytes of UTF-8, as positions in a string. */
final class QueryOffsets {
  private final byte[] bytes;

  /**
   * A stretch of a string.
   *
   * @param from index of its first character
   * @param to index behind its last one
   */
  record Range(int from, int to) {}

  QueryOffsets(String query) {
    this.bytes = query.getBytes(StandardCharsets.UTF_8);
  }

  Range of(PositionRange position) {
    int start = Math.clamp(position.start(), 0, bytes.length);
    int end = Math.clamp(position.end(), start, bytes.length);
    return new Range(characters(start), characters(end));
  }

  private int characters(int byteOffset) {
    return new String(bytes, 0, byteOffset, StandardCharsets.UTF_8).length();
  }
}
