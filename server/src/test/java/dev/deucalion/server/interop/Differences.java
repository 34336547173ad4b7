package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Collects differences between answers, to report all of them together. */
final class Differences {
  private static final int SHOWN_LINES = 3;

  private final List<String> found = new ArrayList<>();

  /** Compares two answers to the digit, series in any order. */
  void compare(String what, Object expected, Object actual) {
    String expectedText = Answers.sorted(expected);
    String actualText = Answers.sorted(actual);
    if (!expectedText.equals(actualText)) {
      found.add(what + firstDifferences(expectedText, actualText));
    }
  }

  void check(boolean holds, String otherwise) {
    if (!holds) {
      found.add(otherwise);
    }
  }

  void assertNone() {
    assertThat(found).as("%d differences", found.size()).isEmpty();
  }

  private static String firstDifferences(String expected, String actual) {
    List<String> missing = new ArrayList<>(expected.lines().toList());
    missing.removeAll(actual.lines().toList());
    List<String> extra = new ArrayList<>(actual.lines().toList());
    extra.removeAll(expected.lines().toList());
    return "\n  expected "
        + missing.stream().limit(SHOWN_LINES).toList()
        + "\n  but was  "
        + extra.stream().limit(SHOWN_LINES).toList();
  }
}
