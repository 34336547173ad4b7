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

  /**
   * The choice that names stand for.
   *
   * @param text names with commas between them
   * @param known all names there are
   * @param out is told of others
   */
  static LintChoice of(String text, List<String> known, PrintStream out) {
    List<String> names = text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    boolean none = names.contains(NONE);
    if (!none) {
      for (String name : names) {
        if (!known.contains(name)) {
          out.println("WARNING: unknown lint option: " + GoQuote.quote(name));
        }
      }
    }
    boolean all = names.contains(ALL);
    return new LintChoice(
        !none && (all || names.contains(DUPLICATE_RULES)),
        !none && (all || names.contains(LONG_INTERVALS)));
  }
}
