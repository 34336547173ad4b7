package dev.deucalion.promql.ast;

/**
 * Where an expression stands in the query text.
 *
 * @param start offset of its first byte in UTF-8, from 0
 * @param end offset behind its last byte
 */
public record PositionRange(int start, int end) {
  /** For expressions that stand in no text. */
  public static final PositionRange NONE = new PositionRange(0, 0);

  /** From where this begins to where the expression ends that it is a part of. */
  public PositionRange throughout(PositionRange whole) {
    return new PositionRange(start, whole.end);
  }
}
