package dev.deucalion.promql.parser;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.promql.ast.PositionRange;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a query into tokens, on demand. What a character means depends on where it stands: inside
 * braces there are no keywords; behind a left bracket and up to the first number there are only
 * durations and their operators.
 */
final class Lexer {
  private final QueryText text;
  private int tokenStart;
  private int parenDepth;
  private boolean braceOpen;
  private boolean bracketOpen;
  private boolean beforeFirstNumberInBrackets;
  private boolean colonSeen;
  private boolean durationSeen;

  Lexer(QueryText text) {
    this.text = text;
  }

  /**
   * The next token; comments and white space are left out.
   *
   * @throws ParseException when the characters make no token
   */
  Token next() {
    while (true) {
      tokenStart = text.offset();
      Token token =
          beforeFirstNumberInBrackets
              ? inDuration(text.next())
              : skipsComment()
                  ? null
                  : braceOpen ? insideBraces(text.next()) : outside(text.next());
      if (token != null) {
        return token;
      }
    }
  }

  private boolean skipsComment() {
    if (text.peek() != '#') {
      return false;
    }
    for (int c = text.peek(); c != '\n' && c != '\r' && c != QueryText.EOF; c = text.peek()) {
      text.next();
    }
    return true;
  }

  private @Nullable Token outside(int c) {
    if (Characters.isSpace(c)) {
      return null;
    }
    if (Characters.isDigit(c) || c == '.' && Characters.isDigit(text.peek())) {
      return numberOrDuration();
    }
    if (Characters.isAlpha(c) || c == ':') {
      return bracketOpen ? wordInBrackets(c) : word();
    }
    return switch (c) {
      case QueryText.EOF -> end();
      case ',' -> token(TokenType.COMMA);
      case '*' -> token(TokenType.MUL);
      case '/' -> token(TokenType.DIV);
      case '%' -> token(TokenType.MOD);
      case '+' -> token(TokenType.ADD);
      case '-' -> token(TokenType.SUB);
      case '^' -> token(TokenType.POW);
      case '@' -> token(TokenType.AT);
      case '=' -> equalSign();
      case '!' -> {
        int after = text.next();
        if (after != '=') {
          throw error("unexpected character after '!': " + Characters.quote(after));
        }
        yield token(TokenType.NOT_EQUAL);
      }
      case '<' -> comparison(TokenType.LESS, TokenType.LESS_EQUAL, TokenType.TRIM_UPPER);
      case '>' -> comparison(TokenType.GREATER, TokenType.GREATER_EQUAL, TokenType.TRIM_LOWER);
      case '"', '\'', '`' -> string(c);
      case '(' -> leftParen();
      case ')' -> rightParen();
      case '{' -> {
        braceOpen = true;
        yield token(TokenType.LEFT_BRACE);
      }
      case '[' -> leftBracket();
      case ']' -> {
        if (!bracketOpen) {
          throw error("unexpected right bracket ']'");
        }
        yield rightBracket();
      }
      default -> throw error("unexpected character: " + Characters.quote(c));
    };
  }

  private Token end() {
    if (parenDepth != 0) {
      throw error("unclosed left parenthesis");
    }
    if (bracketOpen) {
      throw error("unclosed left bracket");
    }
    return token(TokenType.END);
  }

  private Token equalSign() {
    int after = text.peek();
    if (after == '~') {
      throw error("unexpected character after '=': '~'");
    }
    return token(text.accept("=") ? TokenType.EQUAL_EQUAL : TokenType.EQUAL);
  }

  private Token comparison(TokenType plain, TokenType orEqual, TokenType trim) {
    return token(text.accept("=") ? orEqual : text.accept("/") ? trim : plain);
  }

  private Token leftParen() {
    parenDepth++;
    return token(TokenType.LEFT_PAREN);
  }

  private Token rightParen() {
    parenDepth--;
    if (parenDepth < 0) {
      tokenStart = text.offset();
      throw error("unexpected right parenthesis ')'");
    }
    return token(TokenType.RIGHT_PAREN);
  }

  private Token leftBracket() {
    if (bracketOpen) {
      throw error("unexpected left bracket '['");
    }
    bracketOpen = true;
    beforeFirstNumberInBrackets = true;
    colonSeen = false;
    return token(TokenType.LEFT_BRACKET);
  }

  private Token rightBracket() {
    bracketOpen = false;
    beforeFirstNumberInBrackets = false;
    return token(TokenType.RIGHT_BRACKET);
  }

  private @Nullable Token insideBraces(int c) {
    if (Characters.isSpace(c)) {
      return null;
    }
    if (Characters.isAlpha(c)) {
      while (Characters.isAlphanumeric(text.peek())) {
        text.next();
      }
      return token(TokenType.IDENTIFIER);
    }
    return switch (c) {
      case QueryText.EOF -> throw error("unexpected end of input inside braces");
      case ',' -> token(TokenType.COMMA);
      case '"', '\'', '`' -> string(c);
      case '=' -> token(text.accept("~") ? TokenType.MATCHES : TokenType.EQUAL);
      case '!' -> {
        int after = text.next();
        yield switch (after) {
          case '~' -> token(TokenType.NOT_MATCHES);
          case '=' -> token(TokenType.NOT_EQUAL);
          default ->
              throw error(
                  "unexpected character after '!' inside braces: " + Characters.quote(after));
        };
      }
      case '{' -> throw error("unexpected left brace '{'");
      case '}' -> {
        braceOpen = false;
        yield token(TokenType.RIGHT_BRACE);
      }
      default -> throw error("unexpected character inside braces: " + Characters.quote(c));
    };
  }

  private @Nullable Token inDuration(int c) {
    if (Characters.isSpace(c)) {
      return null;
    }
    if (Characters.isDigit(c) || c == '.' && Characters.isDigit(text.peek())) {
      durationSeen = true;
      beforeFirstNumberInBrackets = false;
      return numberOrDuration();
    }
    return switch (c) {
      case QueryText.EOF -> throw error("unexpected end of input in duration expression");
      case ']' -> {
        colonSeen = false;
        yield rightBracket();
      }
      case ':' -> colonInDuration();
      case '(' -> leftParen();
      case ')' -> rightParen();
      case '+' -> token(TokenType.ADD);
      case '-' -> token(TokenType.SUB);
      case '*' -> token(TokenType.MUL);
      case '/' -> token(TokenType.DIV);
      case '%' -> token(TokenType.MOD);
      case '^' -> token(TokenType.POW);
      case ',' -> token(TokenType.COMMA);
      default -> {
        Token keyword = durationKeyword(c);
        if (keyword == null) {
          throw error("unexpected character in duration expression: " + Characters.quote(c));
        }
        yield keyword;
      }
    };
  }

  private Token colonInDuration() {
    if (!durationSeen || colonSeen) {
      tokenStart = text.offset();
      throw error(
          durationSeen
              ? "unexpected repeated colon in duration expression"
              : "unexpected colon before duration in duration expression");
    }
    colonSeen = true;
    return token(TokenType.COLON);
  }

  private Token wordInBrackets(int first) {
    if (first == ':') {
      if (colonSeen) {
        throw error("unexpected colon ':'");
      }
      colonSeen = true;
      return token(TokenType.COLON);
    }
    Token keyword = durationKeyword(first);
    if (keyword == null) {
      throw error("unexpected character: " + Characters.quote(first) + ", expected ':'");
    }
    return keyword;
  }

  private @Nullable Token durationKeyword(int first) {
    if (!Characters.isAlpha(first)) {
      return null;
    }
    while (Characters.isAlpha(text.peek())) {
      text.next();
    }
    String word = text.slice(tokenStart, text.offset()).toLowerCase(Locale.ROOT);
    return switch (word) {
      case "step" -> token(TokenType.STEP);
      case "range" -> token(TokenType.RANGE);
      case "max_of" -> token(TokenType.MAX_OF);
      case "min_of" -> token(TokenType.MIN_OF);
      default -> null;
    };
  }

  private Token word() {
    while (Characters.isAlphanumeric(text.peek()) || text.peek() == ':') {
      text.next();
    }
    String word = text.slice(tokenStart, text.offset());
    TokenType keyword = TokenType.ofWord(word);
    if (keyword == null) {
      return token(word.indexOf(':') >= 0 ? TokenType.METRIC_IDENTIFIER : TokenType.IDENTIFIER);
    }
    return token(isFill(keyword) && !leftParenFollows() ? TokenType.IDENTIFIER : keyword);
  }

  private static boolean isFill(TokenType type) {
    return type == TokenType.FILL || type == TokenType.FILL_LEFT || type == TokenType.FILL_RIGHT;
  }

  private boolean leftParenFollows() {
    int at = text.offset();
    while (Characters.isSpace(text.peekAt(at))) {
      at++;
    }
    return text.peekAt(at) == '(';
  }

  private Token numberOrDuration() {
    text.moveTo(tokenStart);
    if (NumberScanner.skipNumber(text)) {
      return token(TokenType.NUMBER);
    }
    if (NumberScanner.skipRestOfDuration(text)) {
      return token(TokenType.DURATION);
    }
    throw error(
        "bad number or duration syntax: " + GoQuote.quote(text.slice(tokenStart, text.offset())));
  }

  private Token string(int quote) {
    String problem = StringScanner.skipString(text, quote);
    if (problem != null) {
      throw error(problem);
    }
    return token(TokenType.STRING);
  }

  private Token token(TokenType type) {
    int end = text.offset();
    return new Token(type, text.slice(tokenStart, end), tokenStart, end);
  }

  private ParseException error(String message) {
    return text.error(new PositionRange(tokenStart, text.length()), message);
  }
}
