package dev.deucalion.promql.parser;

import org.jspecify.annotations.Nullable;

/** The values of {@code fill}, {@code fill_left} and {@code fill_right}; null where not given. */
record Fill(@Nullable Double left, @Nullable Double right) {
  static Fill parse(TokenStream tokens, ErrorContext context) {
    return switch (tokens.peek().type()) {
      case FILL -> {
        Double both = value(tokens, context);
        yield new Fill(both, both);
      }
      case FILL_LEFT -> {
        Double left = value(tokens, context);
        boolean more = tokens.isNext(TokenType.FILL_RIGHT);
        yield new Fill(left, more ? value(tokens, context) : null);
      }
      case FILL_RIGHT -> {
        Double right = value(tokens, context);
        boolean more = tokens.isNext(TokenType.FILL_LEFT);
        yield new Fill(more ? value(tokens, context) : null, right);
      }
      default -> new Fill(null, null);
    };
  }

  private static Double value(TokenStream tokens, ErrorContext context) {
    tokens.next();
    tokens.expect(TokenType.LEFT_PAREN, context);
    boolean negative = tokens.isNext(TokenType.SUB);
    if (negative || tokens.isNext(TokenType.ADD)) {
      tokens.next();
    }
    double value = tokens.number(context).value();
    tokens.expect(TokenType.RIGHT_PAREN, context);
    return negative ? -value : value;
  }
}
