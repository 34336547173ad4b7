package dev.deucalion.rules.template.run;

/** A template that cannot be filled in. */
public final class ExecutionException extends Exception {
  private static final long serialVersionUID = 1L;

  ExecutionException(String message) {
    super(message, null, false, false);
  }
}
