package dev.deucalion.server.cli.unittest;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The difference of two lists of alerts as JSON in colours: what only the test expects is red, what
 * only the rules gave is green, what is otherwise is yellow.
 */
final class AlertDiff {
  private static final String RED = "\u001b[0;31m";
  private static final String GREEN = "\u001b[0;32m";
  private static final String YELLOW = "\u001b[0;33m";
  private static final String END = "\u001b[0m";
  private static final String INDENT = "    ";

  private AlertDiff() {}

  /** The difference, alert by alert in the order of both lists. */
  static String of(List<LabelledAlert> expected, List<LabelledAlert> got) {
    List<String> alerts = new ArrayList<>();
    LabelledAlert none = new LabelledAlert(Labels.EMPTY, Labels.EMPTY);
    for (int i = 0; i < Math.max(expected.size(), got.size()); i++) {
      LabelledAlert one = i < expected.size() ? expected.get(i) : none;
      LabelledAlert other = i < got.size() ? got.get(i) : none;
      alerts.add(
          block(
              "{",
              List.of(
                  "\"Annotations\": " + object(one.annotations(), other.annotations()),
                  "\"Labels\": " + object(one.labels(), other.labels())),
              "}"));
    }
    return block("[", alerts, "]");
  }

  private static String object(Labels expected, Labels got) {
    TreeSet<String> names = new TreeSet<>();
    expected.forEach((name, value) -> names.add(name));
    got.forEach((name, value) -> names.add(name));
    return block(
        "{",
        names.stream().map(name -> GoQuote.quote(name) + entry(name, expected, got)).toList(),
        "}");
  }

  private static String entry(String name, Labels expected, Labels got) {
    String wanted = GoQuote.quote(expected.get(name));
    String found = GoQuote.quote(got.get(name));
    if (!got.has(name)) {
      return ": " + RED + wanted + END;
    }
    if (!expected.has(name)) {
      return ": " + GREEN + found + END;
    }
    return ": " + (wanted.equals(found) ? wanted : YELLOW + wanted + " => " + found + END);
  }

  private static String block(String open, List<String> parts, String close) {
    if (parts.isEmpty()) {
      return open + close;
    }
    String inside = String.join(",\n", parts).replace("\n", "\n" + INDENT);
    return open + "\n" + INDENT + inside + "\n" + close;
  }
}
