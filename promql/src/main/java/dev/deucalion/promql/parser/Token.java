package dev.deucalion.promql.parser;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.promql.ast.PositionRange;

/**
 * A token.
 *
 * @param text as it stands in the query, strings with their quotes
 * @param start offset of its first byte
 * @param end offset behind its last byte
 */
record Token(TokenType type, String text, int start, int end) {
  private static final int SHOWN_CODE_POINTS = 10;

  PositionRange position() {
    return new PositionRange(start, end);
  }

  /** As it follows "unexpected" in messages. */
  String describe() {
    String description = type.description();
    if (type == TokenType.END) {
      return String.valueOf(description);
    }
    return description == null ? shown() : description + " " + shown();
  }

  private String shown() {
    return switch (type.family()) {
      case NAMED -> GoQuote.quote(text);
      case KEYWORD -> "<" + text + ">";
      case OPERATOR -> "<op:" + text + ">";
      case AGGREGATOR -> "<aggr:" + text + ">";
      case END, LITERAL, PUNCTUATION, PREPROCESSOR -> shortened();
    };
  }

  private String shortened() {
    if (end - start <= SHOWN_CODE_POINTS) {
      return GoQuote.quote(text);
    }
    int codePoints = Math.min(SHOWN_CODE_POINTS, text.codePointCount(0, text.length()));
    return GoQuote.quote(text.substring(0, text.offsetByCodePoints(0, codePoints))) + "...";
  }
}
