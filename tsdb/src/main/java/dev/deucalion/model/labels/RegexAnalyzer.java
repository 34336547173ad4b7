package dev.deucalion.model.labels;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the regular expressions that need no engine: alternatives of pieces {@code literal}, {@code
 * [abc]}, {@code (a|b)} with at most {@code .*} or {@code .+} around or between them. These are
 * most of those that people and dashboards write, and matching them costs nanoseconds.
 *
 * <p>It is a recogniser, not a parser: whatever it does not know for certain goes to the engine.
 * The expression has been compiled before, so its syntax is known to be right.
 */
final class RegexAnalyzer {
  private static final int MAX_STRINGS = 256;
  private static final String SPECIAL = "\\.+*?()|[]{}^$";
  private static final List<String> NOTHING = List.of("");

  private RegexAnalyzer() {}

  static StringMatcher analyze(String regex) {
    List<String> alternatives = split(regex);
    StringMatcher simple = alternatives == null ? null : analyzeAll(alternatives);
    return simple != null
        ? simple
        : new StringMatcher.Regex(prefix(regex), Pattern.compile(regex, Pattern.DOTALL));
  }

  private static @Nullable StringMatcher analyzeAll(List<String> alternatives) {
    Set<String> strings = new LinkedHashSet<>();
    List<StringMatcher> others = new ArrayList<>();
    for (String alternative : alternatives) {
      Sequence sequence = new Sequence(alternative);
      StringMatcher matcher = sequence.read() ? sequence.matcher() : null;
      switch (matcher) {
        case null -> {
          return null;
        }
        case StringMatcher.OneOf oneOf -> strings.addAll(oneOf.strings());
        case StringMatcher.Affix affix -> others.add(affix);
        case StringMatcher.Contains contains -> others.add(contains);
        case StringMatcher.AnyOf anyOf -> others.add(anyOf);
        case StringMatcher.Regex engine -> others.add(engine);
      }
    }
    if (!strings.isEmpty()) {
      others.addFirst(new StringMatcher.OneOf(List.copyOf(strings)));
    }
    return others.size() == 1 ? others.getFirst() : new StringMatcher.AnyOf(List.copyOf(others));
  }

  /** The literal characters that any match begins with. */
  private static String prefix(String regex) {
    List<String> alternatives = split(regex);
    if (alternatives == null || alternatives.size() != 1) {
      return "";
    }
    int end = 0;
    while (end < regex.length() && SPECIAL.indexOf(regex.charAt(end)) < 0) {
      end++;
    }
    if (regex.startsWith("(?", end)) {
      // Flags are nothing that could be repeated: a quantifier behind them is for what is before.
      return "";
    }
    boolean quantified = end < regex.length() && "*?{+".indexOf(regex.charAt(end)) >= 0;
    if (quantified && end > 0) {
      end = regex.offsetByCodePoints(end, -1);
    }
    return regex.substring(0, end);
  }

  /** Splits at the bars outside of all groups and classes; null when that is not certain. */
  private static @Nullable List<String> split(String regex) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < regex.length(); i++) {
      switch (regex.charAt(i)) {
        case '\\' -> {
          if (i + 1 < regex.length() && regex.charAt(i + 1) == 'Q') {
            return null;
          }
          i++;
        }
        case '(' -> depth++;
        case ')' -> depth--;
        case '[' -> {
          i = classEnd(regex, i);
          if (i < 0) {
            return null;
          }
        }
        case '|' -> {
          if (depth == 0) {
            parts.add(regex.substring(from, i));
            from = i + 1;
          }
        }
        default -> {}
      }
    }
    parts.add(regex.substring(from));
    return parts;
  }

  /** Index of the bracket that ends a plain class, or -1. */
  private static int classEnd(String regex, int open) {
    for (int i = open + 1; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '[') {
        return -1;
      } else if (c == ']') {
        return i == open + 1 || i == open + 2 && regex.charAt(open + 1) == '^' ? -1 : i;
      }
    }
    return -1;
  }

  /** One alternative: finite pieces with wildcards between. */
  private static final class Sequence {
    private final String regex;
    private int at;

    /** For each wildcard its least length, and the strings before, between and after them. */
    private final List<Integer> wildcards = new ArrayList<>();

    private final List<List<String>> pieces = new ArrayList<>(List.of(NOTHING));

    Sequence(String regex) {
      this.regex = regex;
    }

    /** Reads all of it, or says that it cannot. */
    boolean read() {
      while (at < regex.length()) {
        char c = regex.charAt(at);
        List<String> atom;
        if (c == '.') {
          if (!readWildcard()) {
            return false;
          }
          continue;
        } else if (c == '\\') {
          atom = readEscape();
        } else if (c == '(') {
          atom = readGroup();
        } else if (c == '[') {
          atom = readClass();
        } else if (SPECIAL.indexOf(c) >= 0) {
          return false;
        } else {
          int from = at;
          at = regex.offsetByCodePoints(from, 1);
          atom = List.of(regex.substring(from, at));
        }
        boolean quantified = at < regex.length() && "*?{+".indexOf(regex.charAt(at)) >= 0;
        if (atom == null || quantified || !append(atom)) {
          return false;
        }
      }
      return true;
    }

    @Nullable StringMatcher matcher() {
      List<String> first = pieces.getFirst();
      List<String> last = pieces.getLast();
      return switch (wildcards.size()) {
        case 0 -> new StringMatcher.OneOf(first);
        case 1 -> new StringMatcher.Affix(first, wildcards.getFirst(), last);
        case 2 ->
            first.equals(NOTHING) && last.equals(NOTHING) && !pieces.get(1).contains("")
                ? new StringMatcher.Contains(
                    wildcards.getFirst(), pieces.get(1), wildcards.getLast())
                : null;
        default -> null;
      };
    }

    private boolean append(List<String> atom) {
      List<String> before = pieces.removeLast();
      if (before.size() * atom.size() > MAX_STRINGS) {
        return false;
      }
      List<String> product = new ArrayList<>(before.size() * atom.size());
      for (String head : before) {
        for (String tail : atom) {
          product.add(head + tail);
        }
      }
      pieces.add(product);
      return true;
    }

    private boolean readWildcard() {
      char quantifier = at + 1 < regex.length() ? regex.charAt(at + 1) : 0;
      if (quantifier != '*' && quantifier != '+') {
        return false;
      }
      at += 2;
      if (at < regex.length() && "*?{+".indexOf(regex.charAt(at)) >= 0) {
        return false;
      }
      wildcards.add(quantifier == '+' ? 1 : 0);
      pieces.add(NOTHING);
      return true;
    }

    private @Nullable List<String> readEscape() {
      char c = at + 1 < regex.length() ? regex.charAt(at + 1) : 'a';
      if (c >= 0x80 || Character.isLetterOrDigit(c) || c == '_') {
        return null;
      }
      at += 2;
      return List.of(String.valueOf(c));
    }

    private @Nullable List<String> readGroup() {
      int from = at + 1;
      if (regex.startsWith("?:", from)) {
        from += 2;
      } else if (regex.startsWith("?", from)) {
        return null;
      }
      int depth = 1;
      int i = from;
      for (; i < regex.length() && depth > 0; i++) {
        switch (regex.charAt(i)) {
          case '\\' -> i++;
          case '(' -> depth++;
          case ')' -> depth--;
          case '[' -> i = classEnd(regex, i);
          default -> {}
        }
        if (i < 0) {
          return null;
        }
      }
      if (depth > 0) {
        return null;
      }
      at = i;
      List<String> alternatives = split(regex.substring(from, i - 1));
      StringMatcher inner = alternatives == null ? null : analyzeAll(alternatives);
      return inner instanceof StringMatcher.OneOf oneOf ? oneOf.strings() : null;
    }

    private @Nullable List<String> readClass() {
      int end = classEnd(regex, at);
      if (end < 0) {
        return null;
      }
      Set<String> characters = new LinkedHashSet<>();
      for (int i = at + 1; i < end; i++) {
        char c = regex.charAt(i);
        char next = regex.charAt(i + 1);
        if (c == '^' || c == '\\' || c == '-' || c >= 0x80) {
          return null;
        }
        char last = c;
        if (next == '-' && i + 2 < end) {
          last = regex.charAt(i + 2);
          if (last == '\\' || last >= 0x80) {
            return null;
          }
          i += 2;
        }
        for (char each = c; each <= last; each++) {
          characters.add(String.valueOf(each));
        }
      }
      at = end + 1;
      return List.copyOf(characters);
    }
  }
}
