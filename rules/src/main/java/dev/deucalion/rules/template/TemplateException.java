package dev.deucalion.rules.template;

/**
 * A text that is no template, or one that cannot be filled in. Messages are those of Prometheus.
 */
public final class TemplateException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what is wrong. */
  public TemplateException(String message) {
    super(message);
  }
}
