package dev.deucalion.server.cli.check;

import dev.deucalion.model.labels.GoQuote;
import java.io.PrintStream;
import java.util.List;

/**
 * What is looked for beyond faults.
 *
 * @param duplicateRules rules that record into the same series
 * @param longIntervals jobs that scrape too seldom for queries to see them all the time
 */
record LintChoice(boolean duplicateRules, boolean longIntervals) {
  static final String ALL = "all";
  static final String DUPLICATE_RULES = "duplicate-rules";
  static final String LONG_INTERVALS = "too-long-scrape-interval";
  static final String NONE = "none";

  /** Names that go with rules. */
  static final List<String> OF_RULES = List.of(ALL, DUPLICATE_RULES, NONE);

  /** Names that go with configurations. */
  static final List<String> OF_CONFIGS = List.of(ALL, DUPLICATE_RULES, NONE, LONG_INTERVALS);

  /**
   * The choice for rules that names stand for; the name for none adds nothing.
   *
   * @param text names with commas between them
   * @param out is told of names that are not known
   */
  static LintChoice ofRules(String text, PrintStream out) {
    List<String> names = names(text);
    warn(names, OF_RULES, out);
    return new LintChoice(names.contains(ALL) || names.contains(DUPLICATE_RULES), false);
  }

  /**
   * The choice for configurations that names stand for; the name for none outdoes all others.
   *
   * @param text names with commas between them
   * @param out is told of names that are not known
   */
  static LintChoice ofConfig(String text, PrintStream out) {
    List<String> names = names(text);
    if (names.contains(NONE)) {
      return new LintChoice(false, false);
    }
    warn(names, OF_CONFIGS, out);
    boolean all = names.contains(ALL);
    return new LintChoice(
        all || names.contains(DUPLICATE_RULES), all || names.contains(LONG_INTERVALS));
  }

  private static List<String> names(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
  }

  private static void warn(List<String> names, List<String> known, PrintStream out) {
    for (String name : names) {
      if (!known.contains(name)) {
        out.println("WARNING: unknown lint option: " + GoQuote.quote(name));
      }
    }
  }
}
