package dev.deucalion.rules.template.parse;

import dev.deucalion.model.labels.GoQuote;

/**
 * A part of a template.
 *
 * @param text as written; of text outside of actions what is left of it after trimming
 * @param at index of its first character
 * @param line from 1
 */
record Token(Kind kind, String text, int at, int line) {
  enum Kind {
    TEXT,
    LEFT_DELIMITER,
    RIGHT_DELIMITER,
    SPACE,
    DECLARE,
    ASSIGN,
    PIPE,
    COMMA,
    LEFT_PAREN,
    RIGHT_PAREN,
    /** A lone dot. */
    DOT,
    /** A dot and a name. */
    FIELD,
    /** A dollar, with a name or without. */
    VARIABLE,
    IDENTIFIER,
    /** A word that is part of the language. */
    KEYWORD,
    BOOL,
    NIL,
    CHAR,
    NUMBER,
    STRING,
    RAW_STRING,
    /** A character that means nothing. */
    OTHER,
    /** What cannot be cut into tokens; the text says why. */
    ERROR,
    END
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean isKeyword(String word) {
    return kind == Kind.KEYWORD && text.equals(word);
  }

  /** As messages show it. */
  String shown() {
    return switch (kind) {
      case END -> "EOF";
      case DOT, NIL, KEYWORD -> "<" + text + ">";
      case ERROR -> text;
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
          FIELD,
          VARIABLE,
          IDENTIFIER,
          BOOL,
          CHAR,
          NUMBER,
          STRING,
          RAW_STRING,
          OTHER ->
          text.length() > 10 ? GoQuote.quote(text.substring(0, 10)) + "..." : GoQuote.quote(text);
    };
  }
}
