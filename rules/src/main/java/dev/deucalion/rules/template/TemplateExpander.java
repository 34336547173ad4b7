package dev.deucalion.rules.template;

/**
 * Makes templates of the labels and annotations of alerting rules, in the language of Go's {@code
 * text/template} with the functions and the variables {@code $labels}, {@code $externalLabels},
 * {@code $externalURL} and {@code $value} that Prometheus gives it. Safe for many threads.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/template_reference/">the
 *     reference</a>
 */
public interface TemplateExpander {
  /**
   * Parses the text of a label or an annotation.
   *
   * @param alert name of the alert, for messages
   * @throws TemplateException when the text is no template
   */
  Template parse(String alert, String text) throws TemplateException;

  /** A template that was parsed. Immutable; any thread. */
  @FunctionalInterface
  interface Template {
    /**
     * Fills in the template.
     *
     * @param timeMs at which the rule is evaluated, and so are queries of the template
     * @throws TemplateException when it cannot be filled in with these data
     */
    String expand(TemplateData data, long timeMs) throws TemplateException;
  }
}
