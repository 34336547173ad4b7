package dev.deucalion.model.relabel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.deucalion.model.labels.RegexSize;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression in RE2 syntax that must match a whole string, its dot matching line feeds
 * too. Equal when written equally.
 *
 * <p>RE2/J needs about a microsecond a match, and most rules are one of few shapes, so {@code
 * (.*)}, {@code .*}, {@code (.+)}, {@code .+}, plain strings and alternatives of plain strings are
 * decided without it.
 */
public final class AnchoredRegex {
  /** {@code (.*)}, what a rule has when none is written. */
  public static final AnchoredRegex DEFAULT = compile("(.*)");

  private enum Shape {
    ANYTHING,
    NOT_EMPTY,
    ONE_OF,
    GENERAL
  }

  private final String source;
  private final Pattern pattern;
  private final Shape shape;
  private final Set<String> literals;

  private AnchoredRegex(String source) {
    RegexSize.check(source);
    this.source = source;
    this.pattern = Pattern.compile("^(?s:" + source + ")$");
    this.shape =
        switch (source) {
          case "(.*)", ".*" -> Shape.ANYTHING;
          case "(.+)", ".+" -> Shape.NOT_EMPTY;
          default -> isPlain(source) ? Shape.ONE_OF : Shape.GENERAL;
        };
    this.literals =
        shape == Shape.ONE_OF ? Set.copyOf(Arrays.asList(source.split("\\|", -1))) : Set.of();
  }

  /**
   * The regular expression of a text.
   *
   * @throws com.google.re2j.PatternSyntaxException when it is not RE2's syntax
   */
  public static AnchoredRegex compile(String source) {
    return new AnchoredRegex(source);
  }

  private static boolean isPlain(String source) {
    for (int i = 0; i < source.length(); i++) {
      if ("\\.+*?()[]{}^$".indexOf(source.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** As written, without the anchors. */
  public String source() {
    return source;
  }

  /** Whether the whole string matches. */
  public boolean matches(String s) {
    return switch (shape) {
      case ANYTHING -> true;
      case NOT_EMPTY -> !s.isEmpty();
      case ONE_OF -> literals.contains(s);
      case GENERAL -> pattern.matcher(s).find();
    };
  }

  /** The groups of a match of the whole string, or null where it does not match. */
  @Nullable Groups match(String s) {
    return match(s, s);
  }

  /**
   * @param read the same text, as it is read where RE2/J decides
   */
  private @Nullable Groups match(String s, CharSequence read) {
    return switch (shape) {
      case ANYTHING -> new Groups.Whole(s, source.startsWith("("));
      case NOT_EMPTY -> s.isEmpty() ? null : new Groups.Whole(s, source.startsWith("("));
      case ONE_OF -> literals.contains(s) ? new Groups.Whole(s, false) : null;
      case GENERAL -> {
        Matcher matcher = pattern.matcher(read);
        yield matcher.find() ? new Groups.Matched(matcher, pattern.namedGroups()) : null;
      }
    };
  }

  /**
   * The template with the groups of a match of the whole string filled in, or null where it does
   * not match.
   *
   * @param template with {@code $1}, {@code $name} and <code>${name}</code> for groups
   */
  public @Nullable String replace(String s, String template) {
    return replace(s, s, template);
  }

  /**
   * As {@link #replace(String, String)}, for texts and expressions of others: at each character of
   * a long text all of a large expression may have to be looked at.
   *
   * @param checkpoint called at the characters of a long text; what it throws ends the match
   */
  public @Nullable String replace(String s, String template, Runnable checkpoint) {
    return replace(s, WatchedText.isLong(s) ? new WatchedText(s, checkpoint) : s, template);
  }

  private @Nullable String replace(String s, CharSequence read, String template) {
    Groups groups = match(s, read);
    return groups == null ? null : Template.expand(template, groups);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof AnchoredRegex r && source.equals(r.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source;
  }
}
