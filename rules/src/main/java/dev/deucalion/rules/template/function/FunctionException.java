package dev.deucalion.rules.template.function;

/** A function that cannot be called with its arguments, or that failed. */
public final class FunctionException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Whether it was not even called. */
  private final boolean misused;

  private FunctionException(String message, boolean misused) {
    super(message, null, false, false);
    this.misused = misused;
  }

  /** The function was called as it should be, and failed. */
  static FunctionException failed(String message) {
    return new FunctionException(message, false);
  }

  /** The function cannot be called so. */
  static FunctionException misused(String message) {
    return new FunctionException(message, true);
  }

  /** Why, in words. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  /** Whether it was not even called. */
  public boolean isMisuse() {
    return misused;
  }
}
