package dev.deucalion.model.labels;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one label. A label that is absent has the empty value. Regular expressions have
 * RE2 syntax, are anchored at both ends and their dot matches a line feed.
 */
public final class Matcher {
  private final String name;
  private final MatchType type;
  private final String value;
  private final @Nullable Pattern pattern;

  private Matcher(MatchType type, String name, String value, @Nullable Pattern pattern) {
    this.type = type;
    this.name = name;
    this.value = value;
    this.pattern = pattern;
  }

  /**
   * @throws PatternSyntaxException when a regular expression is not RE2's
   */
  public static Matcher of(MatchType type, String name, String value) {
    boolean regex = type == MatchType.REGEX || type == MatchType.NOT_REGEX;
    return new Matcher(type, name, value, regex ? Pattern.compile("^(?s:" + value + ")$") : null);
  }

  public static Matcher equal(String name, String value) {
    return of(MatchType.EQUAL, name, value);
  }

  public String name() {
    return name;
  }

  public MatchType type() {
    return type;
  }

  /** The value to compare with, or the regular expression as written. */
  public String value() {
    return value;
  }

  public boolean matches(String candidate) {
    return switch (type) {
      case EQUAL -> candidate.equals(value);
      case NOT_EQUAL -> !candidate.equals(value);
      case REGEX -> Objects.requireNonNull(pattern).matches(candidate);
      case NOT_REGEX -> !Objects.requireNonNull(pattern).matches(candidate);
    };
  }

  /** Whether series without the label match. */
  public boolean matchesEmpty() {
    return matches("");
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Matcher m && type == m.type && name.equals(m.name) && value.equals(m.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, name, value);
  }

  /** As written in PromQL, for example {@code job=~"a.*"}. */
  @Override
  public String toString() {
    String shown = LabelNames.isLegacyLabelName(name) ? name : GoQuote.quote(name);
    return shown + type.symbol() + GoQuote.quote(value);
  }
}
