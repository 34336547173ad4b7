package dev.deucalion.server.config.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects the faults of a file and of those that belong to it. Not thread-safe. */
public final class Problems {
  private final String file;
  private final List<Problem> found;
  private final List<Problem> unsupported;

  public Problems(String file) {
    this(file, new ArrayList<>(), new ArrayList<>());
  }

  private Problems(String file, List<Problem> found, List<Problem> unsupported) {
    this.file = file;
    this.found = found;
    this.unsupported = unsupported;
  }

  /** Those of another file, collected together with these. */
  public Problems ofFile(String other) {
    return new Problems(other, found, unsupported);
  }

  /** A fault at the start of a node. */
  public void at(Node node, String message) {
    found.add(problem(node, message));
  }

  /** Something that is right, and that the program does not have. */
  public void unsupported(Node node, String what) {
    unsupported.add(problem(node, what + " is not supported yet"));
  }

  private Problem problem(Node node, String message) {
    int line = node.getStartMark().map(Mark::getLine).orElse(0);
    int column = node.getStartMark().map(Mark::getColumn).orElse(0);
    return new Problem(file, line + 1, column + 1, message);
  }

  /** A fault at a line and a column, both from 0 as the parser counts them. */
  void at(int line, int column, String message) {
    found.add(new Problem(file, line + 1, column + 1, message));
  }

  /** All faults in the order of their places, also those of other files. */
  public List<Problem> all() {
    return sorted(found);
  }

  /** What the program does not have, in the order of their places. */
  public List<Problem> allUnsupported() {
    return sorted(unsupported);
  }

  private static List<Problem> sorted(List<Problem> problems) {
    if (problems.isEmpty()) {
      return List.of();
    }
    return problems.stream()
        .distinct()
        .sorted(
            Comparator.comparing(Problem::file)
                .thenComparingInt(Problem::line)
                .thenComparingInt(Problem::column))
        .toList();
  }
}
