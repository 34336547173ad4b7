package dev.deucalion.model.labels;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Checks regular expressions, with the error texts of Go's package regexp. */
final class RegexSyntax {
  private RegexSyntax() {}

  /**
   * @throws PatternSyntaxException when the expression is not RE2's; its message is Go's
   */
  static void check(String regex) {
    if (PlainRegex.is(regex)) {
      return;
    }
    RegexSize.check(regex);
    try {
      Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      // RE2/J takes a closing parenthesis too many for a mistake of its own.
      throw e.getDescription().contains("internal error")
          ? new PatternSyntaxException("unexpected )", regex)
          : e;
    }
  }
}
