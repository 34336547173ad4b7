package dev.deucalion.server.config.discovery;

import java.util.Optional;
import java.util.regex.Pattern;

/** The syntax of selectors of Kubernetes' objects, as far as a fault is sure to be one. */
final class SelectorSyntax {
  private static final String KEY = "[-A-Za-z0-9_./]+";
  private static final String VALUE = "[-A-Za-z0-9_.]*";
  private static final Pattern TERM =
      Pattern.compile(
          "\\s*(!?\\s*%1$s|%1$s\\s*(=|==|!=|>|<)\\s*%2$s|%1$s\\s+(in|notin)\\s*\\([^()]*\\))\\s*"
              .formatted(KEY, VALUE));

  /** A comma that is not within parentheses. */
  private static final Pattern COMMA = Pattern.compile(",(?![^()]*\\))");

  private SelectorSyntax() {}

  /** What is wrong with a selector of fields. */
  static Optional<String> fieldFault(String selector) {
    for (String term : selector.split("(?<!\\\\),", -1)) {
      if (!term.isEmpty() && term.indexOf('=') < 0) {
        return Optional.of("invalid selector: '" + selector + "'; can't understand '" + term + "'");
      }
    }
    return Optional.empty();
  }

  /** What is wrong with a selector of labels. */
  static Optional<String> labelFault(String selector) {
    for (String term : COMMA.split(selector, -1)) {
      if (!selector.isBlank() && !TERM.matcher(term).matches()) {
        return Optional.of("couldn't parse the selector string \"" + selector + "\"");
      }
    }
    return Optional.empty();
  }
}
