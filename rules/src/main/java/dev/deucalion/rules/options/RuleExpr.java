package dev.deucalion.rules.options;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.ast.Selectors;
import dev.deucalion.promql.parser.ExprPrinter;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import java.util.List;

/** The expression of a rule. Immutable; two are equal when they are the same in normal form. */
public final class RuleExpr {
  private final String text;
  private final List<List<Matcher>> selectors;

  private RuleExpr(String text, List<List<Matcher>> selectors) {
    this.text = text;
    this.selectors = selectors;
  }

  /**
   * Parses an expression.
   *
   * @throws dev.deucalion.promql.parser.ParseException when it is not PromQL
   */
  public static RuleExpr parse(String query, ParserOptions options) {
    var expr = PromqlParser.parse(query, options);
    List<List<Matcher>> selectors = Selectors.of(expr);
    return new RuleExpr(ExprPrinter.print(expr), selectors.stream().map(List::copyOf).toList());
  }

  /** The expression in normal form, on one line. */
  public String text() {
    return text;
  }

  /** The matchers of each series selector. */
  public List<List<Matcher>> selectors() {
    return selectors;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof RuleExpr other && text.equals(other.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
