package dev.deucalion.rules.template.html;

/** Follows JavaScript, character by character: what a value would stand in. Not thread-safe. */
final class ScriptReader {
  /** Behind which of these a slash begins a regular expression. */
  private static final String BEFORE_REGEX = "(,=:[!&|?{};+-*%<>~^";

  private static final char NONE = 0;
  private static final char BLOCK_COMMENT = '*';
  private static final char LINE_COMMENT = '\n';

  /** Where a value would stand. */
  enum Place {
    /** As an expression. */
    CODE,
    /** Within quotes, or in a regular expression. */
    QUOTED,
    COMMENT
  }

  /** What ends that which the reader is within; {@link #NONE} in code. */
  private char within = NONE;

  /** The last character of code that is no blank. */
  private char last = NONE;

  /** Whether a slash was read of which the next character says what it is. */
  private boolean slash;

  /** The character before, in a comment. */
  private char before = NONE;

  /** Whether the next character is quoted by a backslash. */
  private boolean escaped;

  Place place() {
    return switch (within) {
      case NONE -> slash && beginsRegex() ? Place.QUOTED : Place.CODE;
      case BLOCK_COMMENT, LINE_COMMENT -> Place.COMMENT;
      default -> Place.QUOTED;
    };
  }

  private boolean beginsRegex() {
    return last == NONE || BEFORE_REGEX.indexOf(last) >= 0;
  }

  void read(char c) {
    switch (within) {
      case NONE -> readCode(c);
      case LINE_COMMENT -> within = c == '\n' ? NONE : LINE_COMMENT;
      case BLOCK_COMMENT -> {
        within = before == '*' && c == '/' ? NONE : BLOCK_COMMENT;
        before = c;
      }
      default -> {
        if (escaped) {
          escaped = false;
        } else if (c == '\\') {
          escaped = true;
        } else if (c == within) {
          within = NONE;
          last = c == '/' ? ')' : c;
        }
      }
    }
  }

  private void readCode(char c) {
    if (slash) {
      slash = false;
      if (c == '/') {
        within = LINE_COMMENT;
        return;
      }
      if (c == '*') {
        within = BLOCK_COMMENT;
        before = NONE;
        return;
      }
      if (beginsRegex()) {
        within = '/';
        escaped = c == '\\';
        return;
      }
      last = '/';
    }
    if (c == '/') {
      slash = true;
    } else if (c == '"' || c == '\'' || c == '`') {
      within = c;
    } else if (!Character.isWhitespace(c)) {
      last = c;
    }
  }

  /** A value was written where the reader is. */
  void readValue() {
    escaped = false;
    if (within == NONE) {
      within = slash && beginsRegex() ? '/' : NONE;
      slash = false;
      last = 'v';
    }
  }
}
