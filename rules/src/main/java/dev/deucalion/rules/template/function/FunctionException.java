package dev.deucalion.rules.template.function;

/** A function that failed. */
public final class FunctionException extends Exception {
  private static final long serialVersionUID = 1L;

  private FunctionException(String message) {
    super(message, null, false, false);
  }

  /** With what is wrong. */
  static FunctionException failed(String message) {
    return new FunctionException(message);
  }

  /** Why, in words. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
