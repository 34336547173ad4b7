package dev.deucalion.promql.parser;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.deucalion.model.labels.PlainRegex;
import dev.deucalion.model.labels.RegexSize;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a regular expression, as Go does. */
public final class RegexCheck {
  private static final String UNDERFLOW = "stack underflow";

  private RegexCheck() {}

  /** What is wrong with an expression taken by itself, in Go's words, or null. */
  public static @Nullable String problem(String regex) {
    if (PlainRegex.is(regex)) {
      return null;
    }
    try {
      RegexSize.check(regex);
      Pattern.compile(regex);
      return null;
    } catch (PatternSyntaxException e) {
      return UNDERFLOW.equals(e.getPattern())
          ? "error parsing regexp: unexpected ): `" + regex + "`"
          : e.getMessage();
    }
  }
}
