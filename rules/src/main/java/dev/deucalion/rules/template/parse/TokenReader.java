package dev.deucalion.rules.template.parse;

import dev.deucalion.rules.template.parse.Token.Kind;
import java.util.List;

/** Goes over the tokens of a template, and back. Not thread-safe. */
final class TokenReader {
  private final String name;
  private final List<Token> tokens;
  private int next;

  TokenReader(String name, String text) {
    this.name = name;
    this.tokens = Lexer.tokens(text);
  }

  /** The next token; the end again and again. */
  Token next() {
    Token token = tokens.get(next);
    if (next < tokens.size() - 1) {
      next++;
    }
    return token;
  }

  Token peek() {
    return tokens.get(next);
  }

  /** The next token but for blanks, which are behind then. */
  Token peekNonSpace() {
    while (peek().is(Kind.SPACE)) {
      next++;
    }
    return peek();
  }

  Token nextNonSpace() {
    peekNonSpace();
    return next();
  }

  /** Where it stands, for {@link #back}. */
  int mark() {
    return next;
  }

  void back(int mark) {
    next = mark;
  }

  /** The next token, which must be of a kind. */
  Token expect(Kind kind, String context) throws SyntaxException {
    Token token = nextNonSpace();
    if (!token.is(kind)) {
      throw unexpected(token, context);
    }
    return token;
  }

  SyntaxException unexpected(Token token, String context) {
    return failure(
        token,
        token.is(Kind.ERROR) ? token.shown() : "unexpected " + token.shown() + " in " + context);
  }

  /** A failure in the line of a token. */
  SyntaxException failure(Token token, String message) {
    return new SyntaxException(name, token.line(), message);
  }
}
