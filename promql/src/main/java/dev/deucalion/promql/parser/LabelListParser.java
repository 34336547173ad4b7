package dev.deucalion.promql.parser;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.NameValidation;
import java.util.ArrayList;
import java.util.List;

/** Lists of label names in parentheses, as behind {@code by} and {@code on}. */
final class LabelListParser {
  private final TokenStream tokens;

  LabelListParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  List<String> labels() {
    tokens.expect(TokenType.LEFT_PAREN, ErrorContext.GROUPING_START);
    List<String> labels = new ArrayList<>();
    while (!tokens.isNext(TokenType.RIGHT_PAREN)) {
      labels.add(label());
      if (!tokens.accept(TokenType.COMMA) && !tokens.isNext(TokenType.RIGHT_PAREN)) {
        throw tokens.unexpected(ErrorContext.GROUPING_LIST);
      }
    }
    tokens.next();
    return labels;
  }

  private String label() {
    Token token = tokens.peek();
    if (token.type().canNameLabel()) {
      return tokens.next().text();
    }
    if (token.type() != TokenType.STRING) {
      throw tokens.unexpected(ErrorContext.GROUPING_LABEL);
    }
    tokens.next();
    String label = StringScanner.unquote(token.text());
    if (!NameValidation.UTF8.isValidLabelName(label)) {
      throw tokens.error(
          token.position(), "invalid label name for grouping: " + GoQuote.quote(label));
    }
    return label;
  }
}
