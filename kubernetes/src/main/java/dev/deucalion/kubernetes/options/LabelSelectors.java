package dev.deucalion.kubernetes.options;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks label selectors, such as {@code app=web,tier in (a,b),!canary}, so that a mistake shows in
 * the configuration rather than as an answer of the API server.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/">Labels
 *     and selectors</a>
 */
public final class LabelSelectors {
  private static final int MAX_NAME = 63;
  private static final int MAX_PREFIX = 253;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
  private static final Pattern PREFIX =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern SET =
      Pattern.compile("(\\S+?)\\s+(in|notin)\\s*\\(([^()]*)\\)", Pattern.DOTALL);
  private static final Pattern COMPARISON =
      Pattern.compile("([^\\s=!<>]+)\\s*(==|!=|=|<|>)\\s*([^\\s=!<>]*)");
  private static final Pattern PRESENCE = Pattern.compile("!?\\s*([^\\s=!<>]+)");

  private LabelSelectors() {}

  /**
   * Does nothing when the text is a selector; the empty text is.
   *
   * @throws IllegalArgumentException when it is none, with the reason
   */
  public static void check(String text) {
    if (text.isBlank()) {
      return;
    }
    for (String part : parts(text)) {
      checkPart(part.strip());
    }
  }

  /** Splits at commas outside of parentheses. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(') {
        inside = true;
      } else if (c == ')') {
        inside = false;
      } else if (c == ',' && !inside) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static void checkPart(String part) {
    Matcher set = SET.matcher(part);
    Matcher comparison = COMPARISON.matcher(part);
    Matcher presence = PRESENCE.matcher(part);
    if (set.matches()) {
      checkKey(set.group(1));
      for (String value : set.group(3).split(",", -1)) {
        checkValue(value.strip());
      }
    } else if (comparison.matches()) {
      checkKey(comparison.group(1));
      checkComparison(comparison.group(2), comparison.group(3));
    } else if (presence.matches()) {
      checkKey(presence.group(1));
    } else {
      throw new IllegalArgumentException("unable to parse requirement: found '" + part + "'");
    }
  }

  private static void checkComparison(String operator, String value) {
    if (operator.equals("<") || operator.equals(">")) {
      try {
        Long.parseLong(value);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "values: Invalid value: \""
                + value
                + "\": for '>' and '<' the value must be an integer",
            e);
      }
    } else {
      checkValue(value);
    }
  }

  private static void checkKey(String key) {
    int slash = key.indexOf('/');
    String prefix = slash < 0 ? "" : key.substring(0, slash);
    String name = key.substring(slash + 1);
    boolean prefixFits =
        slash < 0 || prefix.length() <= MAX_PREFIX && PREFIX.matcher(prefix).matches();
    if (!prefixFits || name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "key: Invalid value: \"" + key + "\": not a name of a label");
    }
  }

  private static void checkValue(String value) {
    if (!value.isEmpty() && (value.length() > MAX_NAME || !NAME.matcher(value).matches())) {
      throw new IllegalArgumentException(
          "values: Invalid value: \"" + value + "\": not a value of a label");
    }
  }
}
