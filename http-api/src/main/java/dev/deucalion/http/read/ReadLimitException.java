package dev.deucalion.http.read;

/** An answer that would be too large. Carries no stack trace. */
final class ReadLimitException extends Exception {
  private static final long serialVersionUID = 1L;

  ReadLimitException(String message) {
    super(message, null, false, false);
  }
}
