package dev.deucalion.scrape.exposition;

/**
 * A body that is not in its format, or a content type that names none. The message is Prometheus'
 * own, with long quotes of the body cut in the middle.
 */
public final class ExpositionException extends Exception {
  private final int offset;
  private final int line;

  ExpositionException(String message, int offset, int line) {
    super(message);
    this.offset = offset;
    this.line = line;
  }

  /** Where in the body the parser stopped, in bytes from its start. */
  public int offset() {
    return offset;
  }

  /** The line at {@link #offset()}, from 1; 0 where the fault is not in the body. */
  public int line() {
    return line;
  }
}
