package dev.deucalion.testing.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What differs between expected series and those that were found.
 *
 * @param same are there as expected
 * @param missing are expected and not there
 * @param unexpected are there and not expected
 */
record Difference(List<AnswerLine> same, List<AnswerLine> missing, List<AnswerLine> unexpected) {
  static Difference of(List<AnswerLine> expected, List<AnswerLine> found, double tolerance) {
    List<AnswerLine> same = new ArrayList<>();
    List<AnswerLine> missing = new ArrayList<>(expected);
    List<AnswerLine> unexpected = new ArrayList<>();
    for (AnswerLine line : found) {
      int at = indexOfMatch(missing, line, tolerance);
      if (at < 0) {
        unexpected.add(line);
      } else {
        missing.remove(at);
        same.add(line);
      }
    }
    return new Difference(same, missing, unexpected);
  }

  private static int indexOfMatch(List<AnswerLine> expected, AnswerLine line, double tolerance) {
    for (int i = 0; i < expected.size(); i++) {
      if (line.matches(expected.get(i), tolerance)) {
        return i;
      }
    }
    return -1;
  }

  boolean isNone() {
    return missing.isEmpty() && unexpected.isEmpty();
  }

  /** One line a series by labels, so that what is expected of a series stands above what it has. */
  @Override
  public String toString() {
    record Marked(AnswerLine line, String mark) {}
    List<Marked> all = new ArrayList<>();
    missing.forEach(line -> all.add(new Marked(line, "- ")));
    unexpected.forEach(line -> all.add(new Marked(line, "+ ")));
    same.forEach(line -> all.add(new Marked(line, "  ")));
    all.sort(Comparator.comparing(marked -> marked.line.labels()));
    return String.join("\n", all.stream().map(marked -> marked.mark + marked.line).toList());
  }
}
