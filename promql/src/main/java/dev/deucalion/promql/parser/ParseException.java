package dev.deucalion.promql.parser;

import dev.deucalion.promql.ast.PositionRange;

/**
 * A text that is not PromQL. The message is Prometheus': {@code line:column: parse error: ...},
 * both from 1. Of several errors it is the first, which is also the only one that Prometheus shows.
 */
public final class ParseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient PositionRange position;

  /** Of a text as a whole. */
  public ParseException(String message) {
    this(message, PositionRange.NONE);
  }

  ParseException(String message, PositionRange position) {
    super(message);
    this.position = position;
  }

  /** What the error is about. */
  public PositionRange position() {
    return position;
  }
}
