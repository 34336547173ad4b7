package dev.deucalion.promql.parser;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.ast.Offset;
import dev.deucalion.promql.ast.PositionRange;
import dev.deucalion.promql.ast.RangeMode;
import dev.deucalion.promql.ast.VectorSelector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Instant vector selectors without their modifiers: a name, matchers in braces, or both. */
final class SelectorParser {
  private final TokenStream tokens;

  SelectorParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  /** A selector that starts with a name, which has been taken, or with a brace. */
  VectorSelector selector(@Nullable Token name) {
    List<Matcher> matchers = new ArrayList<>();
    int start = name == null ? tokens.peek().start() : name.start();
    int end = name == null || tokens.isNext(TokenType.LEFT_BRACE) ? braces(matchers) : name.end();
    if (name != null) {
      matchers.add(Matcher.equal(LabelNames.METRIC_NAME, name.text()));
    }
    return new VectorSelector(
        name == null ? "" : name.text(),
        matchers,
        Offset.NONE,
        null,
        RangeMode.PLAIN,
        new PositionRange(start, end));
  }

  private int braces(List<Matcher> matchers) {
    tokens.expect(TokenType.LEFT_BRACE, ErrorContext.NONE);
    while (!tokens.isNext(TokenType.RIGHT_BRACE)) {
      matchers.add(matcher());
      if (!tokens.accept(TokenType.COMMA) && !tokens.isNext(TokenType.RIGHT_BRACE)) {
        throw tokens.unexpected(ErrorContext.MATCHER_LIST);
      }
    }
    return tokens.next().end();
  }

  private Matcher matcher() {
    Token label = tokens.peek();
    boolean quoted = label.type() == TokenType.STRING;
    if (!quoted && label.type() != TokenType.IDENTIFIER) {
      throw tokens.unexpected(ErrorContext.MATCHER_START);
    }
    tokens.next();
    String name = quoted ? StringScanner.unquote(label.text()) : label.text();
    MatchType type = matchType(tokens.peek().type());
    if (type == null) {
      if (quoted) {
        return Matcher.equal(LabelNames.METRIC_NAME, name);
      }
      throw tokens.unexpected(ErrorContext.MATCHER_OPERATOR);
    }
    tokens.next();
    Token value = tokens.expect(TokenType.STRING, ErrorContext.MATCHER_VALUE);
    return matcher(type, name, value, new PositionRange(label.start(), value.end()));
  }

  private Matcher matcher(MatchType type, String name, Token value, PositionRange position) {
    String unquoted = StringScanner.unquote(value.text());
    if (type == MatchType.REGEX || type == MatchType.NOT_REGEX) {
      String problem = RegexCheck.problem(unquoted);
      if (problem != null) {
        throw tokens.error(position, problem);
      }
    }
    return Matcher.of(type, name, unquoted);
  }

  private static @Nullable MatchType matchType(TokenType type) {
    return switch (type) {
      case EQUAL -> MatchType.EQUAL;
      case NOT_EQUAL -> MatchType.NOT_EQUAL;
      case MATCHES -> MatchType.REGEX;
      case NOT_MATCHES -> MatchType.NOT_REGEX;
      default -> null;
    };
  }
}
