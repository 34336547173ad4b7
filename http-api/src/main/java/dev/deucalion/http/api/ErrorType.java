package dev.deucalion.http.api;

/** Kinds of errors that the API tells apart. */
public enum ErrorType {
  TIMEOUT("timeout", 503),
  CANCELED("canceled", 499),
  EXECUTION("execution", 422),
  BAD_DATA("bad_data", 400),
  INTERNAL("internal", 500),
  UNAVAILABLE("unavailable", 500),
  NOT_FOUND("not_found", 404);

  private final String text;
  private final int status;

  ErrorType(String text, int status) {
    this.text = text;
    this.status = status;
  }

  /** As written in answers. */
  String text() {
    return text;
  }

  /** HTTP status that goes with it. */
  int status() {
    return status;
  }
}
