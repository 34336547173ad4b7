package dev.deucalion.model.labels;

import com.google.re2j.Pattern;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a regular expression boils down to: a test of a whole string. Immutable. */
sealed interface StringMatcher {
  boolean matches(String s);

  /** One of a few strings. */
  record OneOf(List<String> strings, Set<String> set) implements StringMatcher {
    OneOf(List<String> strings) {
      this(strings, new HashSet<>(strings));
    }

    @Override
    public boolean matches(String s) {
      return set.contains(s);
    }
  }

  /** One of some prefixes, at least so many characters, one of some suffixes. */
  record Affix(List<String> prefixes, int minMiddle, List<String> suffixes)
      implements StringMatcher {
    @Override
    public boolean matches(String s) {
      for (String prefix : prefixes) {
        if (s.startsWith(prefix) && endsWell(s, prefix.length() + minMiddle)) {
          return true;
        }
      }
      return false;
    }

    private boolean endsWell(String s, int before) {
      for (String suffix : suffixes) {
        if (s.length() >= before + suffix.length() && s.endsWith(suffix)) {
          return true;
        }
      }
      return false;
    }
  }

  /** One of some strings inside, with at least so many characters before and after. */
  record Contains(int minBefore, List<String> needles, int minAfter) implements StringMatcher {
    @Override
    public boolean matches(String s) {
      for (String needle : needles) {
        int at = s.indexOf(needle, minBefore);
        if (at >= minBefore && at + needle.length() + minAfter <= s.length()) {
          return true;
        }
      }
      return false;
    }
  }

  /** One of several tests. */
  record AnyOf(List<StringMatcher> alternatives) implements StringMatcher {
    @Override
    public boolean matches(String s) {
      for (StringMatcher alternative : alternatives) {
        if (alternative.matches(s)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Anything else: the regular expression engine, after a look at the first characters. */
  record Regex(String prefix, Pattern pattern) implements StringMatcher {
    @Override
    public boolean matches(String s) {
      return s.startsWith(prefix) && pattern.matches(s);
    }
  }
}
