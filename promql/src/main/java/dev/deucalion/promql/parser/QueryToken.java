package dev.deucalion.promql.parser;

/**
 * A token of a query for whoever looks at text that need not be a whole query.
 *
 * @param text as it stands in the query, strings with their quotes
 * @param start offset of its first byte in UTF-8, from 0
 * @param end offset behind its last byte
 */
public record QueryToken(Kind kind, String text, int start, int end) {
  /** What a token is. */
  public enum Kind {
    /** Of a metric, a label or a function. */
    NAME,
    /** A word that the grammar knows, among them operators and aggregations. */
    WORD,
    /** With its quotes. */
    STRING,
    /** A number or a duration. */
    NUMBER,
    /** Brackets, operators and the like. */
    SYMBOL
  }

  static QueryToken of(Token token) {
    Kind kind =
        switch (token.type().family()) {
          case NAMED -> Kind.NAME;
          case LITERAL -> token.type() == TokenType.STRING ? Kind.STRING : Kind.NUMBER;
          case AGGREGATOR, KEYWORD, PREPROCESSOR -> Kind.WORD;
          case OPERATOR -> Character.isLetter(token.text().charAt(0)) ? Kind.WORD : Kind.SYMBOL;
          case PUNCTUATION, END -> Kind.SYMBOL;
        };
    return new QueryToken(kind, token.text(), token.start(), token.end());
  }

  /** Whether it is this symbol. */
  public boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }
}
