package dev.deucalion.testing.rule;

/** A rule that could not be evaluated, or whose result was refused. */
public final class RuleFailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RuleFailureException(String message) {
    super(message);
  }
}
