package dev.deucalion.promql.parser;

import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.PositionRange;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a query with a lookahead of one, read only when asked for, so that of an error of
 * the grammar and an error of the characters behind it the former comes first.
 */
final class TokenStream {
  private static final long MS_PER_SECOND = 1000;

  private final QueryText text;
  private final Lexer lexer;
  private final ParserOptions options;
  private @Nullable Token lookahead;
  private int lastEnd;
  private int depth;
  private int operators;

  TokenStream(QueryText text, ParserOptions options) {
    this.text = text;
    this.lexer = new Lexer(text);
    this.options = options;
  }

  Token peek() {
    Token token = lookahead;
    if (token == null) {
      token = lexer.next();
      lookahead = token;
    }
    return token;
  }

  boolean isNext(TokenType type) {
    return peek().type() == type;
  }

  /** Takes the token, whatever it is. */
  Token next() {
    Token token = peek();
    lookahead = null;
    lastEnd = token.end();
    return token;
  }

  /** Where the token that was taken last ends. */
  int lastEnd() {
    return lastEnd;
  }

  /** Takes the token when it is of that kind. */
  boolean accept(TokenType type) {
    if (!isNext(type)) {
      return false;
    }
    next();
    return true;
  }

  /** Takes a token of that kind, or fails as the context says. */
  Token expect(TokenType type, ErrorContext context) {
    if (!isNext(type)) {
      throw unexpected(context);
    }
    return next();
  }

  /** Takes a number or duration. */
  NumberLiteral number(ErrorContext context) {
    Token token = peek();
    if (token.type() != TokenType.NUMBER && token.type() != TokenType.DURATION) {
      throw unexpected(context);
    }
    next();
    boolean duration = token.type() == TokenType.DURATION;
    double value = duration ? durationSeconds(token) : number(token);
    return new NumberLiteral(value, duration, token.position());
  }

  private double number(Token token) {
    try {
      return GoNumber.parse(token.text());
    } catch (NumberFormatException e) {
      throw error(token.position(), "error parsing number: " + e.getMessage());
    }
  }

  private double durationSeconds(Token token) {
    try {
      long ms = DurationText.parseMs(token.text());
      long wholeSeconds = ms / MS_PER_SECOND;
      return wholeSeconds + ms % MS_PER_SECOND / (double) MS_PER_SECOND;
    } catch (IllegalArgumentException e) {
      throw error(token.position(), String.valueOf(e.getMessage()));
    }
  }

  /** Notes that an expression begins inside another one. */
  void enter() {
    depth++;
    if (depth > options.maxDepth()) {
      throw error(
          peek().position(),
          "expression is nested too deeply, at most " + options.maxDepth() + " levels are allowed");
    }
  }

  /** Notes the end of what {@link #enter} noted. */
  void leave() {
    depth--;
  }

  /** Notes an operator that may stand in a chain of any length. */
  void countOperator(Token token) {
    operators++;
    if (operators > options.maxOperators()) {
      throw error(
          token.position(),
          "expression is too long, at most " + options.maxOperators() + " operators are allowed");
    }
  }

  ParseException unexpected(ErrorContext context) {
    Token token = peek();
    return error(token.position(), "unexpected " + token.describe() + context.suffix());
  }

  ParseException error(PositionRange position, String message) {
    return text.error(position, message);
  }
}
