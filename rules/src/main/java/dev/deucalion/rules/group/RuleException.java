package dev.deucalion.rules.group;

/** An evaluation of a rule that did not go well. Messages are those of Prometheus. */
final class RuleException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean canceled;

  RuleException(String message) {
    this(message, false);
  }

  RuleException(String message, boolean canceled) {
    super(message, null, false, false);
    this.canceled = canceled;
  }

  /** Why, in words. */
  String reason() {
    return String.valueOf(getMessage());
  }

  /** Whether it was ended on purpose, which nobody needs to be told of. */
  boolean isCanceled() {
    return canceled;
  }
}
