package dev.deucalion.scrape.exposition;

/**
 * Cuts a body into tokens. Which tokens are known depends on what came before; a byte that starts
 * none of them makes an {@link Token#INVALID} token that ends where no token could go on, which is
 * what errors quote.
 */
abstract sealed class Lexer permits TextLexer, OpenMetricsLexer {
  /** What may come next. */
  enum State {
    LINE_START,
    META_NAME,
    META_TEXT,
    LABELS,
    LABEL_VALUE,
    VALUE,
    TIMESTAMP,
    EXEMPLAR_LABELS,
    EXEMPLAR_VALUE,
    EXEMPLAR_TIMESTAMP
  }

  private static final byte[] NOTHING = new byte[0];

  /** The caller's array. */
  protected byte[] body = NOTHING;

  /** Bytes of the body. */
  protected int length;

  /** Where the present token starts; at the end, where the last one did. */
  int start;

  /** Where the next token starts. */
  int pos;

  protected State state = State.LINE_START;

  final void reset(byte[] newBody, int newLength) {
    body = newBody;
    length = newLength;
    start = 0;
    seek(0);
  }

  /** Goes to the start of a line. */
  final void seek(int offset) {
    pos = offset;
    state = State.LINE_START;
  }

  /** Goes behind the opening brace of an exemplar's labels. */
  final void seekExemplar(int offset) {
    pos = offset;
    state = State.EXEMPLAR_LABELS;
  }

  /** Goes to the blank before the hash of an exemplar. */
  final void seekComment(int offset) {
    pos = offset;
    state = State.TIMESTAMP;
  }

  /** The next token, from {@link #start} to {@link #pos}; at the end, {@link Token#EOF}. */
  abstract Token next();

  /** Where tokens end at the latest: the length, or one more where a line feed is added. */
  abstract int end();

  /** Whether labels must have a comma between them. */
  abstract boolean separatesLabels();

  /** The byte at an offset below {@link #end()}. */
  final byte at(int offset) {
    return offset < length ? body[offset] : (byte) '\n';
  }

  /** A token of one byte. */
  protected final Token one(Token token, State next) {
    pos++;
    state = next;
    return token;
  }

  /** A metric name without quotes, where the first byte has been seen to start one. */
  protected final Token metricName(State next) {
    do {
      pos++;
    } while (pos < end() && Chars.isMetricPart(at(pos)));
    state = next;
    return Token.METRIC_NAME;
  }

  protected final Token labelName() {
    do {
      pos++;
    } while (pos < end() && Chars.isLabelPart(at(pos)));
    return Token.LABEL_NAME;
  }

  /**
   * A string in double quotes, where the first has been seen. Null bytes are allowed in label
   * values only; a backslash never stands before a line feed.
   */
  protected final Token quoted(Token token, State next, boolean lineFeeds) {
    boolean nulls = state == State.LABEL_VALUE;
    pos++;
    while (pos < end()) {
      byte c = at(pos);
      if (c == '"') {
        return one(token, next);
      }
      if (c == '\\') {
        pos++;
        if (pos == end()) {
          break;
        }
        c = at(pos);
        if (c == '\n') {
          return Token.INVALID;
        }
      }
      if (c == '\n' && !lineFeeds || c == 0 && !nulls) {
        return Token.INVALID;
      }
      pos++;
    }
    return Token.INVALID;
  }

  /** Goes over the bytes of a word while they are those of the present ones; whether all are. */
  protected final boolean skipWord(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (pos == end() || at(pos) != word.charAt(i)) {
        return false;
      }
      pos++;
    }
    return true;
  }
}
