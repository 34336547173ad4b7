package dev.deucalion.kubernetes.options;

import java.util.ArrayList;
import java.util.List;

/**
 * A field selector, such as {@code metadata.name=a,status.phase!=Running}.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/">Field
 *     selectors</a>
 */
public record FieldSelector(List<Term> terms) {
  private static final List<String> OPERATORS = List.of("!=", "==", "=");

  public FieldSelector {
    terms = List.copyOf(terms);
  }

  /** One condition: a field has a value, or has it not. */
  public record Term(String field, boolean equal, String value) {}

  /**
   * Reads a selector; the empty text selects all.
   *
   * @throws IllegalArgumentException when a part is no condition
   */
  public static FieldSelector parse(String text) {
    List<Term> terms = new ArrayList<>();
    for (String part : parts(text)) {
      if (!part.isEmpty()) {
        terms.add(term(text, part));
      }
    }
    return new FieldSelector(terms);
  }

  /** Splits at commas that no backslash stands before. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    boolean escaped = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' && !escaped) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
      escaped = c == '\\' && !escaped;
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static Term term(String text, String part) {
    for (int i = 0; i < part.length(); i++) {
      for (String operator : OPERATORS) {
        if (part.startsWith(operator, i)) {
          String value = part.substring(i + operator.length());
          return new Term(part.substring(0, i), !operator.equals("!="), plain(text, value));
        }
      }
    }
    throw new IllegalArgumentException(
        "invalid selector: '%s'; can't understand '%s'".formatted(text, part));
  }

  /** A value without its backslashes, which may stand before {@code \}, {@code ,} and {@code =}. */
  private static String plain(String text, String value) {
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        i++;
        if (i == value.length() || "\\,=".indexOf(value.charAt(i)) < 0) {
          throw new IllegalArgumentException(
              "invalid field selector: invalid escape sequence: " + value);
        }
        c = value.charAt(i);
      } else if (c == '=' || c == ',') {
        throw new IllegalArgumentException(
            "invalid selector: '%s'; unescaped '%c' in value '%s'".formatted(text, c, value));
      }
      out.append(c);
    }
    return out.toString();
  }
}
