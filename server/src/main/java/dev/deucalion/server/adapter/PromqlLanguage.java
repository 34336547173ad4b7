package dev.deucalion.server.adapter;

import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.Selectors;
import dev.deucalion.promql.complete.CompletionFinder;
import dev.deucalion.promql.complete.CompletionPoint;
import dev.deucalion.promql.parser.ExprPrinter;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import java.util.List;

/** PromQL for the API's needs besides evaluation. */
public final class PromqlLanguage implements QueryLanguage {
  private final ParserOptions options;

  public PromqlLanguage(ParserOptions options) {
    this.options = options;
  }

  @Override
  public List<Matcher> selector(String text) {
    return PromqlParser.parseSelector(text);
  }

  @Override
  public List<List<Matcher>> selectors(String query) {
    return Selectors.of(parse(query));
  }

  @Override
  public String format(String query) {
    return ExprPrinter.print(parse(query));
  }

  @Override
  public Expr parse(String query) {
    return PromqlParser.parse(query, options);
  }

  @Override
  public CompletionPoint completionAt(String query, int cursor) {
    return new CompletionFinder(options).at(query, cursor);
  }

  @Override
  public boolean allowsExperimental() {
    return options.allows(ParserOptions.Feature.EXPERIMENTAL_FUNCTIONS);
  }
}
