package dev.deucalion.rules.template.parse;

import dev.deucalion.model.labels.GoQuote;
import java.util.Locale;

/** Reads texts, characters and numbers as Go's {@code strconv} does. */
final class Literals {
  private static final String SIMPLE_ESCAPES = "abfnrtv\\'\"";
  private static final String SIMPLE_VALUES = "\u0007\b\f\n\r\t\u000b\\'\"";

  private Literals() {}

  /**
   * The operand of a token.
   *
   * @throws IllegalArgumentException with Go's message when it is malformed
   */
  static Operand read(Token token) {
    String text = token.text();
    return switch (token.kind()) {
      case RAW_STRING ->
          new Operand.Str(text.substring(1, text.length() - 1).replace("\r", ""), text, token.at());
      case STRING -> new Operand.Str(unquote(text), text, token.at());
      case CHAR -> character(token);
      case NUMBER -> number(token);
      case TEXT,
          LEFT_DELIMITER,
          RIGHT_DELIMITER,
          SPACE,
          DECLARE,
          ASSIGN,
          PIPE,
          COMMA,
          LEFT_PAREN,
          RIGHT_PAREN,
          DOT,
          FIELD,
          VARIABLE,
          IDENTIFIER,
          KEYWORD,
          BOOL,
          NIL,
          OTHER,
          ERROR,
          END ->
          throw new IllegalArgumentException("no literal: " + token.kind());
    };
  }

  private static Operand character(Token token) {
    String value = unquote(token.text());
    if (value.isEmpty()) {
      throw invalid();
    }
    if (value.codePointCount(0, value.length()) != 1) {
      throw new IllegalArgumentException("malformed character constant: " + token.text());
    }
    return new Operand.Whole(value.codePointAt(0), token.text(), token.at());
  }

  private static Operand number(Token token) {
    String text = token.text();
    String digits = text.replace("_", "");
    boolean negative = digits.startsWith("-");
    String magnitude = negative || digits.startsWith("+") ? digits.substring(1) : digits;
    String lower = magnitude.toLowerCase(Locale.ROOT);
    boolean hex = lower.startsWith("0x");
    try {
      boolean real = lower.contains(".") || lower.contains(hex ? "p" : "e");
      if (real) {
        double value = Double.parseDouble(lower);
        if (Double.isInfinite(value)) {
          throw new NumberFormatException(lower);
        }
        return new Operand.Real(negative ? -value : value, text, token.at());
      }
      return new Operand.Whole(whole(lower, negative), text, token.at());
    } catch (NumberFormatException e) {
      boolean tooLarge = magnitude.matches("[0-9]+");
      throw new IllegalArgumentException(
          (tooLarge ? "integer overflow: " : "illegal number syntax: ") + GoQuote.quote(text), e);
    }
  }

  private static long whole(String magnitude, boolean negative) {
    String sign = negative ? "-" : "";
    if (magnitude.length() > 1 && magnitude.charAt(0) == '0') {
      return switch (magnitude.charAt(1)) {
        case 'x' -> Long.parseLong(sign + magnitude.substring(2), 16);
        case 'o' -> Long.parseLong(sign + magnitude.substring(2), 8);
        case 'b' -> Long.parseLong(sign + magnitude.substring(2), 2);
        default -> Long.parseLong(sign + magnitude, 8);
      };
    }
    return Long.parseLong(sign + magnitude);
  }

  private static String unquote(String quoted) {
    StringBuilder out = new StringBuilder();
    int end = quoted.length() - 1;
    int at = 1;
    while (at < end) {
      char c = quoted.charAt(at++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      if (at == end) {
        throw invalid();
      }
      char escape = quoted.charAt(at++);
      int simple = SIMPLE_ESCAPES.indexOf(escape);
      if (simple >= 0) {
        out.append(SIMPLE_VALUES.charAt(simple));
        continue;
      }
      int length =
          switch (escape) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            case '0', '1', '2', '3', '4', '5', '6', '7' -> 3;
            default -> throw invalid();
          };
      boolean octal = Character.isDigit(escape);
      int from = octal ? at - 1 : at;
      int to = from + length;
      if (to > end) {
        throw invalid();
      }
      out.appendCodePoint(codePoint(quoted.substring(from, to), octal ? 8 : 16));
      at = to;
    }
    return out.toString();
  }

  private static int codePoint(String digits, int radix) {
    try {
      int value = Integer.parseUnsignedInt(digits, radix);
      if (Character.isValidCodePoint(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw invalid();
  }

  private static IllegalArgumentException invalid() {
    return new IllegalArgumentException("invalid syntax");
  }
}
