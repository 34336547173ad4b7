package dev.deucalion.http.api;

/** A request to the API that is answered with an error. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorType type;

  ApiException(ErrorType type, String message) {
    super(message, null, false, false);
    this.type = type;
  }

  static ApiException badData(String message) {
    return new ApiException(ErrorType.BAD_DATA, message);
  }

  /** A parameter that cannot be used, and why. */
  static ApiException badParameter(String name, String reason) {
    return badData("invalid parameter \"" + name + "\": " + reason);
  }

  ErrorType type() {
    return type;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
