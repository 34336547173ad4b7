package dev.deucalion.model.labels;

/**
 * Tells the regular expressions whose syntax is right at first sight, as that of nearly all that
 * dashboards write: text, {@code .}, {@code .*}, {@code .+} and bars. To compile one only to learn
 * that takes longer than to find what it selects.
 */
public final class PlainRegex {
  /** ASCII that stands for itself, beside letters and digits. */
  private static final String LITERALS = "_-/:,;=@#%&~\"'<>! ";

  private PlainRegex() {}

  /** Whether it surely is in RE2's syntax; false says nothing. Not compiled, nor kept. */
  public static boolean is(String regex) {
    boolean repeatable = false;
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '*' || c == '+') {
        if (!repeatable) {
          return false;
        }
        repeatable = false;
      } else if (c == '.' || c == '|' || isLiteral(c)) {
        repeatable = c == '.';
      } else {
        return false;
      }
    }
    return true;
  }

  private static boolean isLiteral(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || LITERALS.indexOf(c) >= 0;
  }
}
