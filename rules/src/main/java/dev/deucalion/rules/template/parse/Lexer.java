package dev.deucalion.rules.template.parse;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.rules.template.parse.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts a template into tokens. Used once. */
final class Lexer {
  private static final String LEFT = "{{";
  private static final String RIGHT = "}}";
  private static final String LEFT_COMMENT = "/*";
  private static final String RIGHT_COMMENT = "*/";
  private static final int END = -1;
  private static final Set<String> KEYWORDS =
      Set.of(
          "block", "break", "continue", "define", "else", "end", "if", "range", "template", "with");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int openParens;

  private Lexer(String text) {
    this.text = text;
  }

  /** The text cannot be cut further. */
  private static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * All tokens, the last of which is the end, or an error: what is wrong before it counts first.
   */
  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    try {
      lexer.run();
    } catch (Failure e) {
      lexer.tokens.add(new Token(Kind.ERROR, String.valueOf(e.getMessage()), lexer.at, lexer.line));
    }
    return lexer.tokens;
  }

  private void run() throws Failure {
    boolean trimNext = false;
    while (at < text.length()) {
      int left = text.indexOf(LEFT, at);
      int textEnd = left < 0 ? text.length() : left;
      addText(textEnd, trimNext, left >= 0 && hasLeftTrim(left));
      trimNext = left >= 0 && readDelimited();
    }
    add(Kind.END, at, at);
  }

  private static Failure failure(String message) {
    return new Failure(message);
  }

  /** Adds a token of the text between two places, and counts its lines. */
  private void add(Kind kind, int from, int to) {
    String part = text.substring(from, to);
    tokens.add(new Token(kind, part, from, line));
    for (int i = part.indexOf('\n'); i >= 0; i = part.indexOf('\n', i + 1)) {
      line++;
    }
    at = to;
  }

  private void addText(int end, boolean trimStart, boolean trimEnd) {
    int from = at;
    int to = end;
    while (trimStart && from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (trimEnd && to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    countLines(at, from);
    if (to > from) {
      add(Kind.TEXT, from, to);
    }
    countLines(to, end);
    at = end;
  }

  private void countLines(int from, int to) {
    for (int i = from; i < to; i++) {
      line += text.charAt(i) == '\n' ? 1 : 0;
    }
  }

  private boolean hasLeftTrim(int left) {
    int minus = left + LEFT.length();
    return text.startsWith("-", minus)
        && minus + 1 < text.length()
        && isSpace(text.charAt(minus + 1));
  }

  private boolean atRightTrim() {
    return at + 1 < text.length()
        && isSpace(text.charAt(at))
        && text.charAt(at + 1) == '-'
        && text.startsWith(RIGHT, at + 2);
  }

  /** Reads a comment or an action; says whether the text behind it is trimmed. */
  private boolean readDelimited() throws Failure {
    int inside = at + LEFT.length() + (hasLeftTrim(at) ? 2 : 0);
    if (text.startsWith(LEFT_COMMENT, inside)) {
      return readComment(inside);
    }
    add(Kind.LEFT_DELIMITER, at, at + LEFT.length());
    at = inside;
    openParens = 0;
    while (true) {
      boolean trims = atRightTrim();
      if (trims || text.startsWith(RIGHT, at)) {
        if (openParens > 0) {
          throw failure("unclosed left paren");
        }
        int from = trims ? at + 2 : at;
        add(Kind.RIGHT_DELIMITER, from, from + RIGHT.length());
        return trims;
      }
      readToken();
    }
  }

  private boolean readComment(int from) throws Failure {
    int end = text.indexOf(RIGHT_COMMENT, from);
    if (end < 0) {
      throw failure("unclosed comment");
    }
    countLines(at, end);
    at = end + RIGHT_COMMENT.length();
    boolean trims = atRightTrim();
    if (!trims && !text.startsWith(RIGHT, at)) {
      throw failure("comment ends before closing delimiter");
    }
    at += RIGHT.length() + (trims ? 2 : 0);
    return trims;
  }

  private int peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : END;
  }

  private void readToken() throws Failure {
    int c = peek(0);
    switch (c) {
      case END -> throw failure("unclosed action");
      case ' ', '\t', '\r', '\n' -> readSpace();
      case '=' -> add(Kind.ASSIGN, at, at + 1);
      case ':' -> {
        if (peek(1) != '=') {
          throw failure("expected :=");
        }
        add(Kind.DECLARE, at, at + 2);
      }
      case '|' -> add(Kind.PIPE, at, at + 1);
      case ',' -> add(Kind.COMMA, at, at + 1);
      case '(' -> {
        openParens++;
        add(Kind.LEFT_PAREN, at, at + 1);
      }
      case ')' -> {
        if (--openParens < 0) {
          throw failure("unexpected right paren");
        }
        add(Kind.RIGHT_PAREN, at, at + 1);
      }
      case '"' -> readQuoted('"', Kind.STRING, "unterminated quoted string");
      case '\'' -> readQuoted('\'', Kind.CHAR, "unterminated character constant");
      case '`' -> readRaw();
      case '$' -> readWord(Kind.VARIABLE);
      case '.' -> {
        if (isDigit(peek(1))) {
          readNumber();
        } else {
          readWord(Kind.FIELD);
        }
      }
      default -> {
        if (c == '+' || c == '-' || isDigit(c)) {
          readNumber();
        } else if (isLetter(c)) {
          readWord(Kind.IDENTIFIER);
        } else if (c > ' ' && c < 0x7f) {
          add(Kind.OTHER, at, at + 1);
        } else {
          throw failure("unrecognized character in action: " + shown(text.codePointAt(at)));
        }
      }
    }
  }

  private static String shown(int codePoint) {
    String code = String.format(Locale.ROOT, "U+%04X", codePoint);
    boolean printable = codePoint > ' ' && codePoint != 0x7f && !Character.isSpaceChar(codePoint);
    return printable ? code + " '" + Character.toString(codePoint) + "'" : code;
  }

  private void readSpace() {
    int end = at;
    while (end < text.length() && isSpace(text.charAt(end))) {
      end++;
    }
    // The last blank before a minus and the end belongs to them.
    if (text.startsWith("-" + RIGHT, end)) {
      end--;
    }
    if (end > at) {
      add(Kind.SPACE, at, end);
    }
  }

  private void readQuoted(char quote, Kind kind, String unterminated) throws Failure {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != quote) {
      if (text.charAt(end) == '\n') {
        throw failure(unterminated);
      }
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= text.length()) {
      throw failure(unterminated);
    }
    add(kind, at, end + 1);
  }

  private void readRaw() throws Failure {
    int end = text.indexOf('`', at + 1);
    if (end < 0) {
      throw failure("unterminated raw quoted string");
    }
    add(Kind.RAW_STRING, at, end + 1);
  }

  private void readNumber() throws Failure {
    int end = at + 1;
    while (end < text.length() && isPartOfNumber(end)) {
      end++;
    }
    boolean letter = end < text.length() && isLetter(text.charAt(end));
    // A sign would begin the other part of a complex number, of which there are none.
    boolean sign = end < text.length() && "+-".indexOf(text.charAt(end)) >= 0;
    if (letter || sign) {
      end++;
      while (sign && end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
      throw failure("bad number syntax: " + GoQuote.quote(text.substring(at, end)));
    }
    add(Kind.NUMBER, at, end);
  }

  private boolean isPartOfNumber(int place) {
    char c = text.charAt(place);
    char before = Character.toLowerCase(text.charAt(place - 1));
    boolean hex = text.regionMatches(true, firstDigit(), "0x", 0, 2);
    return isDigit(c)
        || c == '.' && text.indexOf('.', at) == place
        || c == '_'
        || "xXoObB".indexOf(c) >= 0 && place == firstDigit() + 1 && before == '0'
        || (hex ? "pP" : "eE").indexOf(c) >= 0
        || hex && "abcdefABCDEF".indexOf(c) >= 0
        || (c == '+' || c == '-') && before == (hex ? 'p' : 'e');
  }

  private int firstDigit() {
    return at + (peek(0) == '+' || peek(0) == '-' ? 1 : 0);
  }

  private void readWord(Kind kind) throws Failure {
    int end = at + 1;
    while (end < text.length() && isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    if (!isEndOfWord(end)) {
      throw failure("bad character " + shown(text.codePointAt(end)));
    }
    String word = text.substring(at, end);
    add(kind(kind, word), at, end);
  }

  private static Kind kind(Kind kind, String word) {
    if (word.equals(".")) {
      return Kind.DOT;
    }
    if (kind != Kind.IDENTIFIER) {
      return kind;
    }
    return switch (word) {
      case "true", "false" -> Kind.BOOL;
      case "nil" -> Kind.NIL;
      default -> KEYWORDS.contains(word) ? Kind.KEYWORD : kind;
    };
  }

  private boolean isEndOfWord(int end) {
    return end == text.length()
        || isSpace(text.charAt(end))
        || ".,|:()=".indexOf(text.charAt(end)) >= 0
        || text.startsWith(RIGHT, end);
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(int c) {
    return c == '_' || Character.isLetter(c);
  }

  private static boolean isLetterOrDigit(int c) {
    return isLetter(c) || Character.isDigit(c);
  }
}
