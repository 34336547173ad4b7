package dev.deucalion.promql.parser;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.ast.Expr;
import java.util.List;

/**
 * From text to syntax tree.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/">the language</a>
 */
public final class PromqlParser {
  private static final String LEVEL_BEGINNINGS = "([^+-";

  private PromqlParser() {}

  /**
   * Parses a query and checks its types. Takes time in proportion to the length of the text, and a
   * bounded depth of stack.
   *
   * @throws ParseException when it is not PromQL, or more deeply nested or longer than allowed
   */
  public static Expr parse(String query, ParserOptions options) {
    return DeepStack.call(mostLevels(query, options), () -> parseHere(query, options));
  }

  /** As {@link #parse}, but for the check of types. */
  static Expr parseSyntax(String query, ParserOptions options) {
    return DeepStack.call(
        mostLevels(query, options),
        () -> new ExprParser(new TokenStream(new QueryText(query), options), options).query());
  }

  /** No query is more deeply nested than it has characters that begin a level. */
  private static int mostLevels(String query, ParserOptions options) {
    int levels = 0;
    for (int i = 0; i < query.length(); i++) {
      if (LEVEL_BEGINNINGS.indexOf(query.charAt(i)) >= 0) {
        levels++;
      }
    }
    return Math.min(levels, options.maxDepth());
  }

  private static Expr parseHere(String query, ParserOptions options) {
    QueryText text = new QueryText(query);
    ExprParser parser = new ExprParser(new TokenStream(text, options), options);
    Expr expr = parser.query();
    new TypeChecker(text, parser.uselessMatching()).check(expr);
    return expr;
  }

  /**
   * Parses an instant vector selector without modifiers, as the HTTP API takes them. One that
   * matches every series is allowed.
   *
   * @return its matchers
   * @throws ParseException when it is not a selector
   */
  public static List<Matcher> parseSelector(String selector) {
    TokenStream tokens = new TokenStream(new QueryText(selector), ParserOptions.DEFAULTS);
    Token first = tokens.peek();
    SelectorParser parser = new SelectorParser(tokens);
    boolean named = first.type().canNameMetric();
    List<Matcher> matchers = parser.selector(named ? tokens.next() : null).matchers();
    tokens.expect(TokenType.END, ErrorContext.NONE);
    return matchers;
  }

  /**
   * Parses the labels of one series, such as {@code up{job="a"}}; the empty text is no labels.
   *
   * @throws ParseException when it is not a series
   */
  public static Labels parseMetric(String metric) {
    return new MetricParser(new TokenStream(new QueryText(metric), ParserOptions.DEFAULTS))
        .metric();
  }

  /**
   * Parses a number as queries have them, with a sign or without.
   *
   * @throws NumberFormatException with Go's message
   */
  public static double parseNumber(String number) {
    boolean signed = number.startsWith("-") || number.startsWith("+");
    double value = GoNumber.parse(signed ? number.substring(1) : number);
    return number.startsWith("-") ? -value : value;
  }
}
