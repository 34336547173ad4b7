package dev.deucalion.model.labels;

import com.google.re2j.PatternSyntaxException;
import java.util.List;
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

  /** Null for the types that compare. */
  private final @Nullable StringMatcher regex;

  private final boolean matchesEmpty;

  private Matcher(MatchType type, String name, String value, @Nullable StringMatcher regex) {
    this.type = type;
    this.name = name;
    this.value = value;
    this.regex = regex;
    this.matchesEmpty = matches("");
  }

  /**
   * A matcher of any type.
   *
   * @throws PatternSyntaxException when a regular expression is not RE2's; the message is that of
   *     Go's package regexp
   */
  public static Matcher of(MatchType type, String name, String value) {
    return switch (type) {
      case EQUAL, NOT_EQUAL -> new Matcher(type, name, value, null);
      case REGEX, NOT_REGEX -> {
        RegexSyntax.check(value);
        yield new Matcher(type, name, value, RegexAnalyzer.analyze(value));
      }
    };
  }

  /** A matcher for one value; the empty one also matches series without the label. */
  public static Matcher equal(String name, String value) {
    return of(MatchType.EQUAL, name, value);
  }

  /** Name of the label. */
  public String name() {
    return name;
  }

  /** How values are compared. */
  public MatchType type() {
    return type;
  }

  /** The value to compare with, or the regular expression as written. */
  public String value() {
    return value;
  }

  /** Whether a value matches; empty stands for a label that is not there. */
  public boolean matches(String candidate) {
    return switch (type) {
      case EQUAL -> candidate.equals(value);
      case NOT_EQUAL -> !candidate.equals(value);
      case REGEX -> Objects.requireNonNull(regex).matches(candidate);
      case NOT_REGEX -> !Objects.requireNonNull(regex).matches(candidate);
    };
  }

  /** Whether series without the label match. */
  public boolean matchesEmpty() {
    return matchesEmpty;
  }

  /**
   * The strings that the regular expression stands for, or null when it is none or stands for more
   * than a few. Says nothing of whether they match: with {@link MatchType#NOT_REGEX} they do not.
   */
  public @Nullable List<String> setMatches() {
    return regex instanceof StringMatcher.OneOf oneOf ? oneOf.strings() : null;
  }

  /**
   * Strings of which every string that the regular expression stands for begins with one, or null
   * when none are known. Says nothing of whether they match: with {@link MatchType#NOT_REGEX} those
   * are the ones that may not.
   */
  public @Nullable List<String> prefixes() {
    return switch (regex) {
      case StringMatcher.Affix affix when !affix.prefixes().contains("") -> affix.prefixes();
      case StringMatcher.Regex other when !other.prefix().isEmpty() -> List.of(other.prefix());
      case null, default -> null;
    };
  }

  /**
   * Whether this is a regular expression that stands for all strings, but perhaps the empty one.
   */
  public boolean isWildcard() {
    return regex instanceof StringMatcher.Affix affix
        && affix.minMiddle() <= 1
        && affix.prefixes().contains("")
        && affix.suffixes().contains("");
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
