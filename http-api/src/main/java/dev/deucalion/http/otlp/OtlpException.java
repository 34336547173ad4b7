package dev.deucalion.http.otlp;

/** A fault of a part of a request, in Prometheus' words. Carries no stack trace. */
final class OtlpException extends Exception {
  private static final long serialVersionUID = 1L;

  OtlpException(String message) {
    super(message, null, false, false);
  }
}
