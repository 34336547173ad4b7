package dev.deucalion.promql.parser;

/**
 * A text that is not PromQL. The message is Prometheus': {@code line:column: parse error: ...},
 * both from 1.
 */
public final class ParseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ParseException(String message) {
    super(message);
  }
}
