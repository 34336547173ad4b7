package dev.deucalion.promql.parser;

import dev.deucalion.promql.ast.PositionRange;
import java.nio.charset.StandardCharsets;

/**
 * The text of a query as UTF-8, a position in it, and the errors at its positions. Offsets are in
 * bytes.
 */
final class QueryText {
  /** Stands for the end of the text where a code point is expected. */
  static final int EOF = -1;

  private final String text;
  private final byte[] bytes;
  private int offset;

  QueryText(String text) {
    this.text = text;
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  int length() {
    return bytes.length;
  }

  int offset() {
    return offset;
  }

  void moveTo(int newOffset) {
    offset = newOffset;
  }

  /** The code point at the position, or {@link #EOF}. */
  int peek() {
    return peekAt(offset);
  }

  /** The code point at an offset, or {@link #EOF}. */
  int peekAt(int at) {
    if (at >= bytes.length) {
      return EOF;
    }
    int b = bytes[at];
    if (b >= 0) {
      return b;
    }
    int length = sequenceLength(b);
    int codePoint = b & (0x7f >> length);
    for (int i = 1; i < length; i++) {
      codePoint = codePoint << 6 | bytes[at + i] & 0x3f;
    }
    return codePoint;
  }

  /** Moves behind the code point at the position and returns it; stays at the end. */
  int next() {
    int codePoint = peek();
    if (codePoint != EOF) {
      offset += sequenceLength(bytes[offset]);
    }
    return codePoint;
  }

  /** Moves on when the next code point is one of these. */
  boolean accept(String anyOf) {
    int codePoint = peek();
    if (codePoint == EOF || anyOf.indexOf(codePoint) < 0) {
      return false;
    }
    next();
    return true;
  }

  /** Whether the next code point is one of these. */
  boolean isNext(String anyOf) {
    int codePoint = peek();
    return codePoint != EOF && anyOf.indexOf(codePoint) >= 0;
  }

  String slice(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** An error at the start of a range. */
  ParseException error(PositionRange position, String message) {
    return new ParseException(
        QueryPosition.describe(text, position.start()) + ": parse error: " + message, position);
  }

  private static int sequenceLength(int firstByte) {
    return firstByte >= 0 ? 1 : Integer.numberOfLeadingZeros(~firstByte << 24);
  }
}
