package dev.deucalion.promql.parser;

/**
 * Finds where numbers and durations end. It only delimits: whether the text is a number, {@link
 * GoNumber} says, and whether it is a duration, {@link DurationText}.
 */
final class NumberScanner {
  private static final String DECIMAL_DIGITS = "0123456789";
  private static final String HEX_DIGITS = "0123456789abcdefABCDEF";
  private static final String UNITS = "smhdwy";

  /** Years only come first. */
  private static final String LATER_UNITS = "smhdw";

  private NumberScanner() {}

  /**
   * Moves over a number.
   *
   * @return false when what stands there is none; the text may have moved over its beginning
   */
  static boolean skipNumber(QueryText text) {
    int start = text.offset();
    boolean hex = text.accept("0") && text.accept("xX");
    String digits = hex ? HEX_DIGITS : DECIMAL_DIGITS;
    if (hex) {
      text.accept("_");
    }
    text.accept(".");
    text.accept(digits);
    if (!skipRest(text, digits, hex)) {
      return false;
    }
    return text.offset() > start && !Characters.isAlphanumeric(text.peek());
  }

  private static boolean skipRest(QueryText text, String digits, boolean hex) {
    boolean dotSeen = false;
    boolean exponentSeen = false;
    while (true) {
      if (text.accept(".")) {
        if (dotSeen || text.accept("_.") || hex) {
          return false;
        }
        dotSeen = true;
      } else if (text.accept("eE")) {
        if (exponentSeen) {
          return false;
        }
        exponentSeen = true;
        text.accept("+-");
        if (text.accept("._eE") || text.peek() == QueryText.EOF) {
          return false;
        }
      } else if (text.accept("_")) {
        if (text.accept("._eE") || text.peek() == QueryText.EOF) {
          return false;
        }
      } else if (!skipRun(text, digits)) {
        return true;
      }
    }
  }

  private static boolean skipRun(QueryText text, String digits) {
    int start = text.offset();
    while (text.isNext(digits)) {
      text.next();
    }
    return text.offset() > start;
  }

  /**
   * Moves over what follows the first digits of a duration: a unit, and more digits with units.
   *
   * @return false when it is no duration; the text then has moved over the offending character
   */
  static boolean skipRestOfDuration(QueryText text) {
    if (!text.accept(UNITS)) {
      return false;
    }
    text.accept("s");
    while (skipRun(text, DECIMAL_DIGITS)) {
      if (!text.accept(LATER_UNITS)) {
        return false;
      }
      text.accept("s");
    }
    if (Characters.isAlphanumeric(text.peek())) {
      text.next();
      return false;
    }
    return true;
  }
}
