package dev.deucalion.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a source file must not be or hold, beyond what compiler and formatter see. */
final class SourceRules {
  static final int MAX_LINES = 600;

  /** Words that mark something left open; spelled in parts, so that this file has none. */
  private static final Pattern LEFT_OPEN = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  /** A format of numbers whose digits are those of a language, where none is named. */
  private static final Pattern NUMBER = Pattern.compile("%[-+ 0,(]*\\d*(\\.\\d+)?[dfeg]\\b");

  private SourceRules() {}

  /** What is wrong with a file, one sentence each, with the line where there is one. */
  static List<String> violations(String name, String text) {
    List<String> violations = new ArrayList<>();
    List<String> lines = text.lines().toList();
    if (lines.size() > MAX_LINES) {
      violations.add(name + ": " + lines.size() + " lines, more than " + MAX_LINES);
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String place = name + ":" + (i + 1);
      if (line.indexOf('\t') >= 0) {
        violations.add(place + ": a tab");
      }
      if (LEFT_OPEN.matcher(line).find()) {
        violations.add(place + ": something left open");
      }
      if (name.matches("(?!benchmarks/)[^/]+/src/main/java/.*")
          && !line.strip().startsWith("*")
          && !line.strip().startsWith("/*")
          && NUMBER.matcher(line).find()
          && !line.contains("Locale.ROOT")
          && (i == 0 || !lines.get(i - 1).contains("Locale.ROOT"))) {
        violations.add(
            place + ": digits are those of the user's language; take %s or name Locale.ROOT");
      }
    }
    return violations;
  }
}
