package dev.deucalion.rules.template.parse;

/** A text that is no template. */
public final class SyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  SyntaxException(String template, int line, String message) {
    super("template: " + template + ":" + line + ": " + message);
  }
}
