package dev.deucalion.model.relabel;

import com.google.re2j.Matcher;
import java.util.Map;

/** What the groups of a regular expression matched; a group that took no part is empty. */
sealed interface Groups {
  /** Group {@code number}, 0 being the whole match; empty where there is no such group. */
  String group(int number);

  /** The group of that name; empty where there is none. */
  String group(String name);

  /** A match of the whole string which may also be group 1. */
  record Whole(String value, boolean inGroup1) implements Groups {
    @Override
    public String group(int number) {
      return number == 0 || number == 1 && inGroup1 ? value : "";
    }

    @Override
    public String group(String name) {
      return "";
    }
  }

  /** A match found by RE2/J. */
  record Matched(Matcher matcher, Map<String, Integer> names) implements Groups {
    @Override
    public String group(int number) {
      String s = number <= matcher.groupCount() ? matcher.group(number) : null;
      return s == null ? "" : s;
    }

    @Override
    public String group(String name) {
      Integer number = names.get(name);
      return number == null ? "" : group(number);
    }
  }
}
