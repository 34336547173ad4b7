package dev.deucalion.promql.complete;

import dev.deucalion.promql.parser.QueryScan;
import dev.deucalion.promql.parser.QueryToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/** Finds selectors in queries that are not finished. */
final class SelectorText {
  private static final Set<String> MATCH_OPERATORS = Set.of("=", "!=", "=~", "!~");
  private static final Set<String> BEFORE_LABEL_LISTS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

  private SelectorText() {}

  /** Where the braces around the cursor open, or -1. */
  static int openBrace(List<QueryToken> before) {
    for (int i = before.size() - 1; i >= 0; i--) {
      if (before.get(i).is("{")) {
        return i;
      }
      if (before.get(i).is("}")) {
        return -1;
      }
    }
    return -1;
  }

  /**
   * The selector around the cursor, without what is being typed; empty when it has nothing else.
   *
   * @param before tokens before the cursor
   * @param brace index of the open brace in them
   * @param after text behind what is being typed
   */
  static String around(List<QueryToken> before, int brace, String after) {
    List<QueryToken> rest = QueryScan.of("{" + after).tokens();
    int comma = 1;
    while (comma < rest.size() && !rest.get(comma).is(",") && !rest.get(comma).is("}")) {
      comma++;
    }
    List<String> matchers = matchers(before, brace + 1);
    matchers.addAll(matchers(rest, comma + 1));
    return text(nameBefore(before, brace), matchers);
  }

  /**
   * Whether the selector around the cursor has the name of a metric already.
   *
   * @param before tokens before the cursor
   * @param brace index of the open brace in them
   */
  static boolean hasMetric(List<QueryToken> before, int brace) {
    if (!nameBefore(before, brace).isEmpty()) {
      return true;
    }
    for (int i = brace + 1; i < before.size(); i++) {
      if (isQuotedMetric(before, i)) {
        return true;
      }
    }
    return false;
  }

  /** All selectors of a query, those of a name only where they have no braces. */
  static List<String> all(String query) {
    List<QueryToken> tokens = QueryScan.of(query).tokens();
    List<String> selectors = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      QueryToken token = tokens.get(i);
      boolean last = i + 1 == tokens.size();
      if (token.is("{")) {
        String selector = text(nameBefore(tokens, i), matchers(tokens, i + 1));
        if (!selector.isEmpty()) {
          selectors.add(selector);
        }
        i = closing(tokens, i, "}");
      } else if (isLabelList(tokens, i)) {
        i = closing(tokens, i, ")");
      } else if (token.kind() == QueryToken.Kind.NAME
          && (last || !tokens.get(i + 1).is("(") && !tokens.get(i + 1).is("{"))) {
        selectors.add(token.text());
      }
    }
    return selectors;
  }

  private static boolean isLabelList(List<QueryToken> tokens, int i) {
    return i > 0
        && tokens.get(i).is("(")
        && tokens.get(i - 1).kind() == QueryToken.Kind.WORD
        && BEFORE_LABEL_LISTS.contains(tokens.get(i - 1).text().toLowerCase(Locale.ROOT));
  }

  private static int closing(List<QueryToken> tokens, int from, String bracket) {
    int i = from;
    while (i < tokens.size() && !tokens.get(i).is(bracket)) {
      i++;
    }
    return i;
  }

  private static String nameBefore(List<QueryToken> tokens, int brace) {
    if (brace == 0) {
      return "";
    }
    QueryToken name = tokens.get(brace - 1);
    return name.kind() == QueryToken.Kind.NAME ? name.text() : "";
  }

  /** Whole matchers and quoted names up to the closing brace. */
  private static List<String> matchers(List<QueryToken> tokens, int from) {
    List<String> matchers = new ArrayList<>();
    for (int i = from; i < tokens.size() && !tokens.get(i).is("}"); i++) {
      QueryToken token = tokens.get(i);
      if (isMatcher(tokens, i)) {
        matchers.add(token.text() + tokens.get(i + 1).text() + tokens.get(i + 2).text());
        i += 2;
      } else if (isQuotedMetric(tokens, i)) {
        matchers.add(token.text());
      }
    }
    return matchers;
  }

  private static boolean isMatcher(List<QueryToken> tokens, int i) {
    return i + 2 < tokens.size()
        && tokens.get(i).kind() != QueryToken.Kind.SYMBOL
        && MATCH_OPERATORS.contains(tokens.get(i + 1).text())
        && tokens.get(i + 2).kind() == QueryToken.Kind.STRING;
  }

  /** Whether a string within braces stands alone, as the name of a metric does. */
  private static boolean isQuotedMetric(List<QueryToken> tokens, int i) {
    return tokens.get(i).kind() == QueryToken.Kind.STRING
        && !MATCH_OPERATORS.contains(tokens.get(i - 1).text())
        && i + 1 < tokens.size()
        && (tokens.get(i + 1).is(",") || tokens.get(i + 1).is("}"));
  }

  private static String text(String name, List<String> matchers) {
    if (matchers.isEmpty()) {
      return name;
    }
    StringJoiner joined = new StringJoiner(",", name + "{", "}");
    matchers.forEach(joined::add);
    return joined.toString();
  }
}
