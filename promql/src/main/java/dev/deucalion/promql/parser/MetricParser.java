package dev.deucalion.promql.parser;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;

/** Labels of one series as text: a name, labels in braces, or both. */
final class MetricParser {
  private static final ErrorContext ITEM =
      new ErrorContext(" in label set, expected identifier or \"}\"");
  private static final ErrorContext EQUAL_SIGN = new ErrorContext(" in label set, expected \"=\"");
  private static final ErrorContext VALUE = new ErrorContext(" in label set, expected string");
  private static final ErrorContext LIST =
      new ErrorContext(" in label set, expected \",\" or \"}\"");

  private final TokenStream tokens;

  MetricParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  Labels metric() {
    LabelsBuilder labels = new LabelsBuilder();
    String name = tokens.peek().type().canNameMetric() ? tokens.next().text() : "";
    if (tokens.accept(TokenType.LEFT_BRACE)) {
      while (!tokens.isNext(TokenType.RIGHT_BRACE)) {
        label(labels);
        if (!tokens.accept(TokenType.COMMA) && !tokens.isNext(TokenType.RIGHT_BRACE)) {
          throw tokens.unexpected(LIST);
        }
      }
      tokens.next();
    }
    if (!name.isEmpty()) {
      labels.set(LabelNames.METRIC_NAME, name);
    }
    tokens.expect(TokenType.END, ErrorContext.NONE);
    return labels.build();
  }

  private void label(LabelsBuilder labels) {
    Token name = tokens.peek();
    boolean quoted = name.type() == TokenType.STRING;
    if (!quoted && name.type() != TokenType.IDENTIFIER) {
      throw tokens.unexpected(ITEM);
    }
    tokens.next();
    String text = quoted ? StringScanner.unquote(name.text()) : name.text();
    if (quoted && !tokens.isNext(TokenType.EQUAL)) {
      labels.set(LabelNames.METRIC_NAME, text);
      return;
    }
    tokens.expect(TokenType.EQUAL, EQUAL_SIGN);
    Token value = tokens.expect(TokenType.STRING, VALUE);
    labels.set(text, StringScanner.unquote(value.text()));
  }
}
