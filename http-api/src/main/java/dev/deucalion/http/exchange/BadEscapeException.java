package dev.deucalion.http.exchange;

/** A URL or form that is not encoded as it should be. */
public final class BadEscapeException extends Exception {
  private static final long serialVersionUID = 1L;

  BadEscapeException(String message) {
    super(message);
  }
}
