package dev.deucalion.model.relabel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.deucalion.model.labels.RegexSize;

/** A regular expression in RE2 syntax that is sought anywhere in a string. Immutable. */
public final class SearchRegex {
  private final Pattern pattern;

  private SearchRegex(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * The regular expression of a text.
   *
   * @throws IllegalArgumentException when it is not RE2's syntax, or too large
   */
  public static SearchRegex compile(String source) {
    RegexSize.check(source);
    try {
      return new SearchRegex(Pattern.compile(source));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Whether it is anywhere in a text. */
  public boolean isIn(String text) {
    return pattern.matcher(text).find();
  }

  /**
   * The text with each match replaced.
   *
   * @param template with {@code $1}, {@code $name} and <code>${name}</code> for groups
   */
  public String replaceAll(String text, String template) {
    Matcher matcher = pattern.matcher(text);
    Groups groups = new Groups.Matched(matcher, pattern.namedGroups());
    StringBuilder out = new StringBuilder();
    int from = 0;
    int lastEnd = -1;
    while (matcher.find()) {
      // Right behind a match there is no empty one.
      if (matcher.end() > matcher.start() || matcher.start() != lastEnd) {
        out.append(text, from, matcher.start()).append(Template.expand(template, groups));
        from = matcher.end();
      }
      lastEnd = matcher.end();
    }
    return out.append(text, from, text.length()).toString();
  }
}
