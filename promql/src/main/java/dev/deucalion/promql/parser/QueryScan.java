package dev.deucalion.promql.parser;

import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of a text as far as there are any.
 *
 * @param tokens without comments
 * @param rest what begins no token, as an open string does; empty when all was read
 */
public record QueryScan(List<QueryToken> tokens, String rest) {
  /** Copies the list. */
  public QueryScan {
    tokens = List.copyOf(tokens);
  }

  /** Reads a text, which need not be PromQL. */
  public static QueryScan of(String text) {
    QueryText source = new QueryText(text);
    Lexer lexer = new Lexer(source);
    List<QueryToken> tokens = new ArrayList<>();
    try {
      for (Token token = lexer.next(); token.type() != TokenType.END; token = lexer.next()) {
        tokens.add(QueryToken.of(token));
      }
    } catch (ParseException e) {
      int from = Math.min(e.position().start(), source.length());
      return new QueryScan(tokens, source.slice(from, source.length()));
    }
    return new QueryScan(tokens, "");
  }
}
