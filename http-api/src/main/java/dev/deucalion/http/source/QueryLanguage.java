package dev.deucalion.http.source;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.complete.CompletionPoint;
import java.util.List;

/** The parts of PromQL that are needed without an evaluation. */
public interface QueryLanguage {
  /**
   * Reads a series selector such as {@code up{job="a"}}.
   *
   * @throws dev.deucalion.promql.parser.ParseException when the text is none
   */
  List<Matcher> selector(String text);

  /**
   * The matchers of each series selector in a query.
   *
   * @throws dev.deucalion.promql.parser.ParseException when the text is not PromQL
   */
  List<List<Matcher>> selectors(String query);

  /**
   * Reads a query and prints it in the usual layout.
   *
   * @throws dev.deucalion.promql.parser.ParseException when the text is not PromQL
   */
  String format(String query);

  /**
   * Reads a query.
   *
   * @throws dev.deucalion.promql.parser.ParseException when the text is not PromQL
   */
  Expr parse(String query);

  /**
   * What fits at a place of a text that need not be a whole query.
   *
   * @param cursor index of the character behind the cursor
   */
  CompletionPoint completionAt(String query, int cursor);

  /** Whether queries may use what is experimental. */
  boolean allowsExperimental();
}
